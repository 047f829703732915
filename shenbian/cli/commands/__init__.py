"""One module for each command. A trailing underscore keeps a name that Python has taken (`import_` is `import`)."""

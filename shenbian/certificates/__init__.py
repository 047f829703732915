"""What somebody was certified (证书), with a code that anyone can verify."""

"""Commands. Machine output alone on stdout, words for people on stderr; exit 0 all well, 1 the answer is no, 2 not done."""

import click


@click.group()
def main() -> None:
    """身边：工会工作平台。"""

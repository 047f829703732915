"""The first format is the one in which a field shows what it holds: a browser's own date field reads no other."""

DATE_INPUT_FORMATS = ["%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日"]

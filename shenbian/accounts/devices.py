"""What a browser says of itself, in words that its owner recognises."""

_SYSTEMS = (
    ("MicroMessenger", "微信"),
    ("HarmonyOS", "鸿蒙手机"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "安卓手机"),
    ("Windows", "Windows 电脑"),
    ("Macintosh", "苹果电脑"),
    ("Linux", "Linux 电脑"),
)
_BROWSERS = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))


def device(agent: str) -> str:
    """Windows 电脑 · Edge"""
    parts = [next((word for sign, word in table if sign in agent), "") for table in (_SYSTEMS, _BROWSERS)]
    return " · ".join(part for part in parts if part) or "其他设备"

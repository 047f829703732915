"""All settings, in one file. What differs between installations comes from the environment, read by typed readers.

Nothing is started here: the connection to the embedded database is computed from the data folder, and the commands
(`shenbian.cli`) see to it that the server runs.
"""

from typing import Any

from django.utils.functional import SimpleLazyObject
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from shenbian.kit import env
from shenbian.kit.embedded.places import APP, DATABASE, OWNER, PORT, Places
from shenbian.kit.home import home, key

HOME = home()

DEBUG = env.flag("SHENBIAN_DEBUG")
SECRET_KEY = SimpleLazyObject(lambda: key("django").hex())
ALLOWED_HOSTS = env.words("SHENBIAN_HOSTS", ("127.0.0.1", "localhost"))

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "shenbian.look",
    "shenbian.orgs",
    "shenbian.rulebook",
    "shenbian.people",
    "shenbian.rights",
    "shenbian.accounts",
    "shenbian.notices",
    "shenbian.files",
    "shenbian.facts",
    "shenbian.flow",
    "shenbian.editions",
    "shenbian.sheets",
    "shenbian.programmes",
    "shenbian.record",
    "shenbian.portal",
    "shenbian.desk",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "shenbian.accounts.middleware.Acting",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "shenbian.accounts.security.ContentPolicy",
]
ROOT_URLCONF = "shenbian.urls"
WSGI_APPLICATION = "shenbian.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "shenbian.desk.context.shell",
                "shenbian.portal.context.shell",
            ]
        },
    }
]


def database() -> dict[str, Any]:
    """Django's connection settings: a server of one's own (DATABASE_URL), else the embedded one's socket.

    SHENBIAN_ROLE says as whom to speak to the embedded one: `app` (owns nothing; the program) or `owner` (migrations).
    """
    shared: dict[str, Any] = {"ENGINE": "django.db.backends.postgresql", "ATOMIC_REQUESTS": False, "CONN_MAX_AGE": 60}
    url = env.text("DATABASE_URL", "")
    if not url:
        role = APP if env.one_of("SHENBIAN_ROLE", ("app", "owner"), "app") == "app" else OWNER
        return shared | {"NAME": DATABASE, "USER": role, "HOST": str(Places(HOME).sockets), "PORT": str(PORT)}
    try:
        parts: dict[str, Any] = dict(conninfo_to_dict(url))
    except ProgrammingError as error:
        raise env.BadEnvironment("环境变量 DATABASE_URL 不是 PostgreSQL 的连接串(postgresql://…)。") from error
    if not parts.get("dbname"):
        raise env.BadEnvironment("环境变量 DATABASE_URL 里没有写明数据库名。")
    named = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    known = {ours: str(parts.pop(theirs, "") or "") for ours, theirs in named.items()}
    return shared | known | {"OPTIONS": parts}


DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
STATIC_URL = "/static/"

FORM_RENDERER = "shenbian.look.forms.Renderer"
HOST_NAME = env.text("SHENBIAN_HOST_NAME", "")  # 主办单位, as the footer says it
ICP_NUMBER = env.text("SHENBIAN_ICP", "")  # ICP备案号
POLICE_NUMBER = env.text("SHENBIAN_POLICE", "")  # 公安备案号

AUTH_USER_MODEL = "accounts.Account"
LOGIN_URL = "/accounts/login/"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}

# By which class a notice leaves the house (shenbian.notices.channels); empty: this installation has no such channel.
# For a demo or a trial: shenbian.notices.channels.written.WrittenSms writes down what would be sent.
NOTICE_CHANNELS = {
    "sms": env.text("SHENBIAN_NOTICE_SMS", ""),
    "wechat": env.text("SHENBIAN_NOTICE_WECHAT", ""),
    "mail": env.text("SHENBIAN_NOTICE_MAIL", ""),
}

"""All settings, in one file. What differs between installations comes from the environment, read by typed readers.

Nothing is started here: the connection to the embedded database is computed from the data folder, and the commands
(`shenbian.cli`) see to it that the server runs.
"""

from pathlib import Path
from typing import Any

from django.utils.functional import SimpleLazyObject
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from shenbian.accounts.elsewhere import providers
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
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "shenbian.accounts",  # before allauth: its pages are drawn by our templates
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.socialaccount.providers.weixin",
    "allauth.usersessions",
    "shenbian.look",
    "shenbian.orgs",
    "shenbian.rulebook",
    "shenbian.people",
    "shenbian.rights",
    "shenbian.notices",
    "shenbian.files",
    "shenbian.jobs",
    "shenbian.facts",
    "shenbian.ledger",
    "shenbian.flow",
    "shenbian.offices",
    "shenbian.editions",
    "shenbian.certificates",
    "shenbian.gatherings",
    "shenbian.streams",
    "shenbian.challenges",
    "shenbian.deployments",
    "shenbian.courses",
    "shenbian.brackets",
    "shenbian.mixers",
    "shenbian.funds",
    "shenbian.awards",
    "shenbian.goods",
    "shenbian.amendments",
    "shenbian.sheets",
    "shenbian.personal",
    "shenbian.fieldwork",
    "shenbian.aid",
    "shenbian.programmes",
    "shenbian.record",
    "shenbian.portal",
    "shenbian.desk",
    "shenbian.api",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "shenbian.portal.language.Language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "shenbian.accounts.middleware.Idle",
    "shenbian.accounts.middleware.Acting",
    "shenbian.portal.assisting.Assisting",
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
                "django.contrib.messages.context_processors.messages",
                "shenbian.desk.context.shell",
                "shenbian.portal.context.shell",
            ]
        },
    }
]


PREPARES = {"prepare_threshold": 0}  # allows what `kit.prepared` asks for; Django's own cursors never prepare


def database() -> dict[str, Any]:
    """Django's connection settings: a server of one's own (DATABASE_URL), else the embedded one's socket.

    SHENBIAN_ROLE says as whom to speak to the embedded one: `app` (owns nothing; the program) or `owner` (migrations).
    """
    shared: dict[str, Any] = {"ENGINE": "django.db.backends.postgresql", "ATOMIC_REQUESTS": False, "CONN_MAX_AGE": 60}
    url = env.text("DATABASE_URL", "")
    if not url:
        role = APP if env.one_of("SHENBIAN_ROLE", ("app", "owner"), "app") == "app" else OWNER
        named = {"NAME": DATABASE, "USER": role, "HOST": str(Places(HOME).sockets), "PORT": str(PORT)}
        return shared | named | {"OPTIONS": PREPARES}
    try:
        parts: dict[str, Any] = dict(conninfo_to_dict(url))
    except ProgrammingError as error:
        raise env.BadEnvironment("环境变量 DATABASE_URL 不是 PostgreSQL 的连接串(postgresql://…)。") from error
    if not parts.get("dbname"):
        raise env.BadEnvironment("环境变量 DATABASE_URL 里没有写明数据库名。")
    named = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    known = {ours: str(parts.pop(theirs, "") or "") for ours, theirs in named.items()}
    return shared | known | {"OPTIONS": parts | PREPARES}


DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [Path(__file__).with_name("locale")]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
FORMAT_MODULE_PATH = "shenbian.look.formats"
STATIC_URL = "/static/"

FORM_RENDERER = "shenbian.look.forms.Renderer"
HOST_NAME = env.text("SHENBIAN_HOST_NAME", "")  # 主办单位, as the footer says it
ICP_NUMBER = env.text("SHENBIAN_ICP", "")  # ICP备案号
POLICE_NUMBER = env.text("SHENBIAN_POLICE", "")  # 公安备案号

AUTH_USER_MODEL = "accounts.Account"
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"
AUTHENTICATION_BACKENDS = ["shenbian.accounts.backend.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600  # how long a link that sets up an account is good, in seconds

# What counts as a second factor beside the password or the phone code; a UKey or a WeCom scan is one more line.
SECOND_FACTORS = ("shenbian.accounts.factors.AUTHENTICATOR", "shenbian.accounts.factors.KNOWN_DEVICE")
STRONG_BACKENDS: tuple[str, ...] = ()  # ways to sign in that are two factors by themselves
SMS = env.text("SHENBIAN_SMS", "log")  # who sends codes: screen (the demo), log, gateway (as notices), a class
OFFICER_IDLE = 30 * 60  # seconds without a request after which an officer's session ends
MEMBER_IDLE = 30 * 24 * 3600

HTTPS = env.flag("SHENBIAN_HTTPS")  # served over https: cookies are sent nowhere else
SESSION_ENGINE = "shenbian.accounts.sessions"
SESSION_COOKIE_AGE = MEMBER_IDLE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "shenbian.accounts.views.failures.stale_form"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Shared by all web workers, in PostgreSQL: an attempt counted by one is counted by all.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

ACCOUNT_ADAPTER = "shenbian.accounts.adapters.SignIn"
ACCOUNT_LOGIN_METHODS = {"username", "phone"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 3 * 60
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_FORMS = {
    "login": "shenbian.accounts.forms.PasswordForm",
    "request_login_code": "shenbian.accounts.forms.PhoneForm",
    "confirm_login_code": "shenbian.accounts.forms.CodeForm",
}
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "dashed": False, "length": 6}
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("SHENBIAN_PROXIES", 0)  # proxies of our own that say who asks
MFA_ADAPTER = "shenbian.accounts.adapters.Factors"
MFA_FORMS = {"authenticate": "shenbian.accounts.forms.SecondForm"}
MFA_TOTP_ISSUER = "身边"
MFA_TOTP_TOLERANCE = 1
MFA_TRUST_ENABLED = True
MFA_TRUST_COOKIE_AGE = 14 * 24 * 3600
SOCIALACCOUNT_ADAPTER = "shenbian.accounts.adapters.Elsewhere"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = providers()

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}

# Servers whose streams our own page plays (host names); no other page asks them for anything.
STREAM_HOSTS = env.words("SHENBIAN_STREAM_HOSTS")

# By which class a notice leaves the house (shenbian.notices.channels); empty: this installation has no such channel.
# For a demo or a trial: shenbian.notices.channels.written.WrittenSms writes down what would be sent.
NOTICE_CHANNELS = {
    "sms": env.text("SHENBIAN_NOTICE_SMS", "shenbian.notices.channels.written.WrittenSms" if SMS == "screen" else ""),
    "wechat": env.text("SHENBIAN_NOTICE_WECHAT", ""),
    "mail": env.text("SHENBIAN_NOTICE_MAIL", ""),
}

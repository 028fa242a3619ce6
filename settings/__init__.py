"""The settings: the environment, read once and checked, so that nobody else looks at it."""

from settings.errors import SettingsError as SettingsError
from settings.loading import load as load
from settings.model import PREFIX as PREFIX
from settings.model import Settings as Settings
from settings.urls import TELEGRAM_API_URL as TELEGRAM_API_URL

# One image for web, relay, worker and beat; what it does is the command it is given.

FROM python:3.11-slim-bookworm AS packages
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /house
COPY requirements.txt ./
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --require-hashes --only-binary :all: -r requirements.txt

FROM python:3.11-slim-bookworm
# The libraries of a stable Debian get security fixes only; pinning them would keep those out.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        fonts-dejavu-core libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 postgresql-client \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --gid 10001 house \
    && useradd --uid 10001 --gid house --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin house \
    && install --directory --owner=house --group=house --mode=0750 \
        /data /journals/here /journals/there /backup-keys /backups
COPY --from=packages /opt/venv /opt/venv
WORKDIR /house
COPY manage.py gunicorn.conf.py ./
COPY d4d ./d4d
COPY privacy ./privacy
COPY accounts ./accounts
COPY shop ./shop
COPY contracts ./contracts
COPY templates ./templates
COPY static ./static
COPY locale ./locale
RUN /opt/venv/bin/python -m compileall -q .
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=d4d.settings.prod \
    D4D_DATA=/data
USER 10001:10001
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=20s --timeout=5s --start-period=40s \
    CMD ["python", "-m", "d4d.healthcheck"]
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "d4d.wsgi:application"]

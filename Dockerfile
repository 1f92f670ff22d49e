# The web application and the command line. Not built in CI (no engine there).
FROM python:3.11.13-slim-bookworm

ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
# hadolint ignore=DL3008 # Debian drops old versions from its mirrors, so that a pinned one cannot be installed later
RUN apt-get update && apt-get install --yes --no-install-recommends tesseract-ocr tesseract-ocr-lav \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY requirements.lock pyproject.toml README.md LICENSE ./
# PyTorch's own index has the CPU build; the default one brings several GB of CUDA.
RUN python -m venv /venv \
 && /venv/bin/pip install --extra-index-url https://download.pytorch.org/whl/cpu -r requirements.lock
COPY virzieni.py ./
COPY search search
COPY ingest ingest
COPY webapp webapp
COPY corpora corpora
COPY deploy deploy
RUN /venv/bin/pip install --no-deps --no-build-isolation --editable . \
 && useradd --uid 10001 --create-home virzieni \
 && install -d -o virzieni /data /cache \
 && install -d -o 1000 /certificates
USER 10001
ENV PATH=/venv/bin:$PATH VIRZIENI_DATA=/data VIRZIENI_CACHE=/cache VIRZIENI_HOST=0.0.0.0
VOLUME ["/data", "/cache"]
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD \
    ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8080/api/v1/health', timeout=4)"]
ENTRYPOINT ["virzieni"]
CMD ["serve"]

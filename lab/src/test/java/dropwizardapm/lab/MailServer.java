package dropwizardapm.lab;

import java.util.List;

/**
 * A mail server on the lab host, which takes mail over TLS only, with a certificate that the host
 * trusts.
 */
record MailServer(Lab lab) {
  static final String ADDRESS = "localhost:2525";

  void start() {
    stop();
    lab.ssh(
            """
            set -e
            apt-get -q -y --no-install-recommends install python3-aiosmtpd
            openssl req -quiet -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost \
              -addext subjectAltName=DNS:localhost -keyout /root/smtp.key -out /usr/local/share/ca-certificates/smtp.crt
            update-ca-certificates
            systemd-run --unit=smtp python3 -m aiosmtpd --nosetuid --listen %s \
              --tlscert /usr/local/share/ca-certificates/smtp.crt --tlskey /root/smtp.key \
              --class aiosmtpd.handlers.Mailbox /var/tmp/mail
            """
                .formatted(ADDRESS))
        .succeeded();
  }

  void stop() {
    lab.ssh("systemctl stop smtp; systemctl reset-failed smtp; rm -rf /var/tmp/mail");
  }

  void empty() {
    lab.ssh("rm -f /var/tmp/mail/new/*").succeeded();
  }

  /** Of every mail that came since the mailbox was empty. */
  List<String> subjects() {
    return lab.ssh("sed -n 's/^Subject: //p' /var/tmp/mail/new/*").output().lines().toList();
  }
}

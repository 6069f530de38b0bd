package dropwizardapm.bundle.systemd;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * TLS from the service to its own listener. Whatever certificate that shows is taken: the address
 * is our own, nothing secret is said, and one that has run out is no reason for a restart.
 */
final class OwnTls {
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;

  private final SSLSocketFactory sockets;

  OwnTls() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Anybody()}, null);
      sockets = context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no TLS", e);
    }
  }

  SSLSocket over(Socket socket) throws IOException {
    SSLSocket secure =
        (SSLSocket)
            sockets.createSocket(
                socket, socket.getInetAddress().getHostAddress(), socket.getPort(), true);
    secure.startHandshake();
    return secure;
  }

  /** A name that the listener's certificate is for: by default Jetty answers under no other. */
  static String host(SSLSocket socket) throws SSLPeerUnverifiedException {
    X509Certificate certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      for (List<?> name : names == null ? List.<List<?>>of() : names) {
        if (name.get(0).equals(DNS_NAME)) return ((String) name.get(1)).replace("*", "self");
        if (name.get(0).equals(IP_ADDRESS)) return bracketed((String) name.get(1));
      }
    } catch (CertificateParsingException e) {
      return "localhost";
    }
    return commonName(certificate.getSubjectX500Principal().getName());
  }

  private static String bracketed(String address) {
    return address.indexOf(':') < 0 ? address : '[' + address + ']';
  }

  private static String commonName(String subject) {
    for (String part : subject.split(",", -1)) {
      if (part.startsWith("CN=")) return part.substring("CN=".length()).replace("*", "self");
    }
    return "localhost";
  }

  /** Whether the other side has said that it does not want us. */
  static boolean isRefusal(SSLException failure) {
    String message = failure.getMessage();
    return message != null && message.contains("Received fatal alert");
  }

  private static final class Anybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}

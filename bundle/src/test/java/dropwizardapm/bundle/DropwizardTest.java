package dropwizardapm.bundle;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropwizard.core.setup.Bootstrap;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class DropwizardTest {
  /** Our classes anew, in a world without Jetty 12. */
  private static final class OlderDropwizard extends ClassLoader {
    OlderDropwizard() {
      super(DropwizardTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("org.eclipse.jetty.server.")) throw new ClassNotFoundException(name);
      if (!name.startsWith("dropwizardapm.")) return super.loadClass(name, resolve);
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (in == null) throw new ClassNotFoundException(name);
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  @Test
  void olderDropwizard_isRefusedByItsName() throws Exception {
    Class<?> bundle = new OlderDropwizard().loadClass(ApmBundle.class.getName());
    Object ours = bundle.getConstructor().newInstance();

    assertThatThrownBy(
            () -> bundle.getMethod("initialize", Bootstrap.class).invoke(ours, (Object) null))
        .cause()
        .hasMessageStartingWith("dropwizard-apm is for Dropwizard 5, and this application has ");
  }
}

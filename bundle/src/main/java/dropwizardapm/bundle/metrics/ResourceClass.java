package dropwizardapm.bundle.metrics;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.AnnotatedElement;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Tells the classes of resources from others, whose methods may be timed, too. */
final class ResourceClass {
  private ResourceClass() {}

  /**
   * Whether the class of that name answers requests: it, or what it extends or implements, has a
   * path or a method for one of HTTP's. A name that is no class's is none of a resource.
   */
  static boolean is(String name) {
    try {
      return is(Class.forName(name, false, ResourceClass.class.getClassLoader()));
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  private static boolean is(@Nullable Class<?> type) {
    if (type == null) return false;
    return isAnnotated(type)
        || Arrays.stream(type.getDeclaredMethods()).anyMatch(ResourceClass::isAnnotated)
        || is(type.getSuperclass())
        || Arrays.stream(type.getInterfaces()).anyMatch(ResourceClass::is);
  }

  private static boolean isAnnotated(AnnotatedElement element) {
    return Arrays.stream(element.getAnnotations())
        .map(each -> each.annotationType())
        .anyMatch(type -> type == Path.class || type.isAnnotationPresent(HttpMethod.class));
  }
}

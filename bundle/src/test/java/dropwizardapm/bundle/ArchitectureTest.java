package dropwizardapm.bundle;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final String API = "dropwizardapm.bundle";
  private static final String INTERNALS = "dropwizardapm.bundle.*..";

  /** What Javadoc lists without scrolling. */
  private static final int A_PAGE = 12;

  private static final JavaClasses BUNDLE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(API);

  @Test
  void trace_knowsNothingButTheLogAndWhatAnExemplarIs() {
    classes()
        .that()
        .resideInAPackage("..trace..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dropwizardapm.bundle.trace..",
            "java..",
            "org.slf4j..",
            "io.prometheus.metrics.tracer..",
            "org.jspecify.annotations")
        .check(BUNDLE);
  }

  @Test
  void systemd_knowsOfOurOtherPackagesOnlyTheCLibrary() {
    classes()
        .that()
        .resideInAPackage("..systemd..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dropwizardapm.bundle.systemd..",
            "dropwizardapm.bundle.libc..",
            "java..",
            "javax.net.ssl..",
            "javax.security.auth.x500",
            "org.slf4j..",
            "org.jspecify.annotations")
        .check(BUNDLE);
  }

  @Test
  void packages_haveNoCycles() {
    SlicesRuleDefinition.slices()
        .matching("dropwizardapm.bundle.(*)..")
        .should()
        .beFreeOfCycles()
        .check(BUNDLE);
  }

  /** Each concern of serving a request is a package, and these are all that may know it. */
  @Test
  void requests_areServedDownwards_fromThePagesToTheAccounting() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("dropwizardapm.bundle..")
        .layer("api")
        .definedBy(API)
        .layer("jersey")
        .definedBy(API + ".jersey")
        .layer("collision")
        .definedBy(API + ".collision")
        .layer("pages")
        .definedBy(API + ".pages")
        .layer("front")
        .definedBy(API + ".front")
        .layer("overload")
        .definedBy(API + ".overload")
        .layer("response")
        .definedBy(API + ".response")
        .layer("accounting")
        .definedBy(API + ".accounting")
        .whereLayer("pages")
        .mayOnlyBeAccessedByLayers("api")
        .whereLayer("front")
        .mayOnlyBeAccessedByLayers("api", "pages", "collision")
        .whereLayer("overload")
        .mayOnlyBeAccessedByLayers("front")
        .whereLayer("response")
        .mayOnlyBeAccessedByLayers("api", "pages", "front", "overload", "jersey")
        .whereLayer("accounting")
        .mayOnlyBeAccessedByLayers("api", "front", "overload", "response", "jersey")
        .check(BUNDLE);
  }

  /** Nothing of the service's own, so that it can begin before there is a service. */
  @Test
  void warmup_knowsNothingOfOurOtherPackages() {
    noClasses()
        .that()
        .resideInAPackage("..warmup..")
        .should()
        .dependOnClassesThat(resideInAPackage(API + "..").and(not(resideInAPackage("..warmup.."))))
        .check(BUNDLE);
  }

  @Test
  void accounting_knowsNothingOfWhatAnswers() {
    classes()
        .that()
        .resideInAPackage("..accounting..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dropwizardapm.bundle.accounting..",
            "dropwizardapm.bundle.metrics",
            "dropwizardapm.bundle.trace",
            "java..",
            "org.eclipse.jetty..",
            "org.jspecify.annotations")
        .check(BUNDLE);
  }

  /** The API is in one package with what puts the internals together, and so may not be below. */
  @Test
  void internals_knowNothingOfTheApi() {
    noClasses()
        .that()
        .resideInAPackage(INTERNALS)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(API)
        .check(BUNDLE);
  }

  @Test
  void api_namesNoneOfTheInternals() {
    assertThat(api().flatMap(ArchitectureTest::signatures))
        .hasSizeGreaterThan(30)
        .filteredOn(signature -> signature.types().anyMatch(resideInAPackage(INTERNALS)))
        .extracting(Signature::of)
        .isEmpty();
  }

  @Test
  void api_fitsOnAPage() {
    assertThat(api().map(JavaClass::getSimpleName))
        .contains("ApmBundle", "ApmConfiguration")
        .hasSizeLessThanOrEqualTo(A_PAGE);
  }

  /** What a user can see: what is in it, too, where that is public. */
  private static Stream<JavaClass> api() {
    return BUNDLE.stream()
        .filter(type -> type.getPackageName().equals(API))
        .filter(
            type ->
                Stream.iterate(
                        Optional.of(type), Optional::isPresent, in -> in.get().getEnclosingClass())
                    .allMatch(in -> isVisible(in.get().getModifiers())));
  }

  private static boolean isVisible(Set<JavaModifier> modifiers) {
    return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
  }

  /** A type or a member of one, and all types that its declaration names. */
  private record Signature(String of, Stream<JavaClass> types) {}

  private static Stream<Signature> signatures(JavaClass type) {
    Stream<JavaType> above =
        Stream.of(
                type.getSuperclass().stream(),
                type.getInterfaces().stream(),
                type.getTypeParameters().stream())
            .flatMap(types -> types);
    Signature itself = new Signature(type.getName(), involved(above));
    Stream<Signature> members =
        type.getMembers().stream()
            .filter(member -> isVisible(member.getModifiers()))
            .map(member -> new Signature(member.getFullName(), types(member)));
    return Stream.concat(Stream.of(itself), members);
  }

  private static Stream<JavaClass> types(JavaMember member) {
    Stream<JavaClass> declared = member.getAllInvolvedRawTypes().stream();
    return member instanceof JavaCodeUnit code
        ? Stream.concat(declared, code.getExceptionTypes().stream())
        : declared;
  }

  private static Stream<JavaClass> involved(Stream<? extends JavaType> types) {
    return types.flatMap(type -> type.getAllInvolvedRawTypes().stream());
  }
}

package dropwizardapm.load.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SharesTest {
  @Test
  void everyHundred_hasEachAsOftenAsItsWeight() {
    Iterator<String> turns = Shares.of(List.of("a", "b", "c"), List.of(70, 25, 5));
    for (int hundred = 0; hundred < 3; hundred++) {
      List<String> taken = Stream.generate(turns::next).limit(100).toList();
      assertThat(Collections.frequency(taken, "a")).isEqualTo(70);
      assertThat(Collections.frequency(taken, "b")).isEqualTo(25);
      assertThat(Collections.frequency(taken, "c")).isEqualTo(5);
    }
  }

  @Test
  void rareOnes_areSpreadEvenly() {
    Iterator<String> turns = Shares.of(List.of("often", "rare"), List.of(3, 1));
    assertThat(Stream.generate(turns::next).limit(8))
        .containsExactly("often", "often", "rare", "often", "often", "often", "rare", "often");
  }
}

package dev.drydock.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as a secret, and where it is taken out. */
class RedactionTests {
    private final Redaction redaction = Redaction.of(List.of("pin_code"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POSTGRES_PASSWORD",
                "PGPASSWORD",
                "db.passwd",
                "MYSQL_PWD",
                "DBPASS",
                "DB_PASS",
                "CLIENT_SECRET",
                "clientSecret",
                "GITHUB_TOKEN",
                "API_KEY",
                "apiKey",
                "APIKEY",
                "AWS_SECRET_ACCESS_KEY",
                "NEO4J_AUTH",
                "GOOGLE_CREDENTIALS",
                "SECRET_KEY_BASE",
                "KEY",
                "PIN_CODE",
                "Pin_Code"
            })
    void secretByItsName(String name) {
        assertThat(redaction.isSecret(name)).isTrue();
        assertThat(redaction.variable(name + "=x")).isEqualTo(name + "=***");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PWD",
                "OLDPWD",
                "KEYCLOAK_USER",
                "MONKEY",
                "PATH",
                "POSTGRES_USER",
                "POSTGRES_HOST_AUTH_METHOD",
                "POSTGRES_PASSWORD_FILE",
                "AUTHOR",
                "COMPASS_URL",
                "TZ",
                "",
                "_"
            })
    void notSecret(String name) {
        assertThat(redaction.isSecret(name)).isFalse();
        assertThat(redaction.variable(name + "=x")).isEqualTo(name + "=x");
    }

    @Test
    void valuesAreFoundInTexts() {
        Redaction knowing =
                redaction.with(List.of("DB_PASSWORD=tr0ub&dor", "API_KEY=tr0ub&dor-3", "USER=joe"), "postgres:15");

        assertThat(knowing.text("joe tr0ub&dor-3, tr0ub&dor; tr0ub%26dor")).isEqualTo("joe ***, ***; ***");
    }

    @Test
    void linesOfALongSecretAreFoundEach() {
        Redaction knowing = redaction.with(List.of("TLS_KEY=-----BEGIN\nMIIEpAIBAAK\n-----END"), "app");

        assertThat(knowing.text("read MIIEpAIBAAK")).isEqualTo("read ***");
    }

    @Test
    void whatIsShortOrTrivialOrSaidOpenlyStaysInTexts() {
        Redaction knowing = redaction.with(
                List.of(
                        "A_PASSWORD=abc",
                        "B_PASSWORD=true",
                        "C_PASSWORD=postgres",
                        "D_PASSWORD=shop",
                        "POSTGRES_DB=shop"),
                "registry.example.com/library/postgres:15");

        assertThat(knowing.text("abc true postgres shop")).isEqualTo("abc true postgres shop");
        assertThat(knowing.variable("C_PASSWORD=postgres")).isEqualTo("C_PASSWORD=***");
    }

    @Test
    void passwordsInAddressesAndAssignmentsGoAnyway() {
        assertThat(redaction.text(
                        "postgres://joe:pw/d@db:5432/shop and jdbc:x://db/shop?user=joe&password=abc;ssl=true"))
                .isEqualTo("postgres://joe:***@db:5432/shop and jdbc:x://db/shop?user=joe&password=***;ssl=true");
        assertThat(redaction.text(
                        "a=1&my_secret_x='o k'&DB-PASSWORD=\"x y\" token_file=a,refresh_token=b;pin_code_token=c"))
                .isEqualTo("a=1&my_secret_x=***&DB-PASSWORD=*** token_file=a,refresh_token=***;pin_code_token=***");
        assertThat(redaction.text("token_count=5 key=orders:1")).isEqualTo("token_count=5 key=orders:1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0123456789abcdef", "a.b-c+d", "token", "://", "a://b:"})
    void longLinesTakeNoMoreStepsThanTheyAreLong(String piece) {
        // Of what begins like an address all over, a password's length is looked at each time.
        boolean addressesAllOver = piece.equals("a://b:");
        int length = addressesAllOver ? 1 << 17 : 1 << 20;
        long most = (addressesAllOver ? 1000L : 100L) * length;
        String line = piece.repeat(length / piece.length());
        Counting addresses = new Counting(line);
        Counting assigned = new Counting(line);

        assertThat(Redaction.withoutPasswords(addresses)).isEqualTo(line);
        assertThat(redaction.withoutAssigned(assigned)).isEqualTo(line);

        assertThat(addresses.steps).isLessThan(most);
        assertThat(assigned.steps).isLessThan(most);
    }

    /** Counts how often a character of it is looked at; gives up before that takes hours. */
    private static final class Counting implements CharSequence {
        private final String text;
        private long steps;

        Counting(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (++steps > 2_000_000_000L) {
                throw new IllegalStateException("far too many steps");
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    @Test
    void passwordOfAnAddressIsFoundElsewhere() {
        Redaction knowing = redaction.with(List.of("DATABASE_URL=postgres://joe:open-sesame@db/shop"), "app");

        assertThat(knowing.variable("DATABASE_URL=postgres://joe:open-sesame@db/shop"))
                .isEqualTo("DATABASE_URL=postgres://joe:***@db/shop");
        assertThat(knowing.text("said open-sesame")).isEqualTo("said ***");
    }

    @Test
    void theWordBehindAnOption() {
        Redaction redaction = Redaction.of(List.of());

        assertThat(redaction.text("redis-server --requirepass s3cr3tvalue --port 6379"))
                .isEqualTo("redis-server --requirepass *** --port 6379");
        assertThat(redaction.text("1 root mysqld --password  hunter22\n2 root sh"))
                .isEqualTo("1 root mysqld --password  ***\n2 root sh");
        assertThat(redaction.text("x -password 'a b' --token-file /run/t --password --help -key=1"))
                .isEqualTo("x -password *** --token-file /run/t --password --help -key=1");
        assertThat(redaction.text("an end-token is here - password as it is"))
                .isEqualTo("an end-token is here - password as it is");
    }
}

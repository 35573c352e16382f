package dev.drydock.testing;

import dev.drydock.client.BuildContext;
import dev.drydock.client.BuildSpec;
import dev.drydock.client.ImageReference;
import dev.drydock.client.NotFoundException;
import java.io.IOException;
import java.io.InputStream;

/** An image that tests make for themselves; its end removes it. */
public final class TestImage implements AutoCloseable {
    private final String name;

    /** Builds it on a base that is pulled when the engine doesn't have it. */
    public TestImage(String name, String base, String instructions) throws IOException {
        this.name = name;
        supply(ImageReference.parse(base));
        BuildContext context = new BuildContext();
        context.add("Dockerfile", "FROM " + base + "\n" + instructions + "\n");
        try (InputStream tar = context.open()) {
            String id = TestEngine.CLIENT.images().build(BuildSpec.DEFAULT, tar, progress -> {});
            TestEngine.CLIENT.images().tag(id, ImageReference.parse(name));
        }
    }

    private static void supply(ImageReference image) {
        try {
            TestEngine.CLIENT.images().inspect(image.toString());
        } catch (NotFoundException e) {
            String mirror = System.getenv("DRYDOCK_REGISTRY_MIRROR");
            ImageReference source = mirror == null
                    ? image
                    : ImageReference.parse(mirror + "/" + image.repository() + ":" + image.tag());
            TestEngine.CLIENT.images().pull(source, progress -> {});
            if (!source.equals(image)) {
                TestEngine.CLIENT.images().tag(source.toString(), image);
                TestEngine.CLIENT.images().remove(source.toString(), false);
            }
        }
    }

    @Override
    public String toString() {
        return name;
    }

    @Override
    public void close() {
        TestEngine.CLIENT.images().remove(name, false);
    }
}

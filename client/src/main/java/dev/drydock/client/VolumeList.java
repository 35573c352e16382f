package dev.drydock.client;

import dev.drydock.client.model.VolumeDetails;
import java.util.AbstractList;
import java.util.List;

/** Volumes in no particular order, and what the engine has to say about them. Immutable. */
public final class VolumeList extends AbstractList<VolumeDetails> {
    private final List<VolumeDetails> volumes;
    private final List<String> warnings;

    VolumeList(List<VolumeDetails> volumes, List<String> warnings) {
        this.volumes = volumes;
        this.warnings = warnings;
    }

    @Override
    public VolumeDetails get(int index) {
        return volumes.get(index);
    }

    @Override
    public int size() {
        return volumes.size();
    }

    /** @return why volumes may be missing, such as a driver that doesn't answer; empty as a rule */
    public List<String> warnings() {
        return warnings;
    }
}

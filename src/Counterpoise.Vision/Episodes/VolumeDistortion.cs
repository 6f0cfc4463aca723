namespace Counterpoise.Vision.Episodes;

/// <summary>A distortion of a scan that is simulated.</summary>
public enum VolumeDistortion
{
    /// <summary>Susceptibility-like: places move along one axis by a smooth bump, as near air in the rectum or the sinuses.</summary>
    Warp,

    /// <summary>Ghosting: a faint copy of the volume, moved by a part of one axis, as of motion.</summary>
    Ghosting,

    /// <summary>Rician noise: the magnitude of a signal with normal noise on both channels.</summary>
    Noise,

    /// <summary>A bias field: brightness that changes smoothly over the volume.</summary>
    Bias,
}

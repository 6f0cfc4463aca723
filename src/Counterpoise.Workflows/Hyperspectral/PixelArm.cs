using Counterpoise.Vision.Hyperspectral;

namespace Counterpoise.Workflows.Hyperspectral;

/// <summary>One arm of the experiment: the whole system, or the system without one of its ideas.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Network">The network's shape, from the options.</param>
/// <param name="Training">How it is trained, from the options.</param>
public sealed record PixelArm(string Name, Func<HyperspectralOptions, HyperspectralOptions> Network, Func<PixelTrainingOptions,
    PixelTrainingOptions> Training)
{
    /// <summary>The system itself: circuit, both directions, hybrid loss.</summary>
    public const string System = "quantum bimamba";

    /// <summary>All arms, the system first.</summary>
    public static IReadOnlyList<PixelArm> All { get; } =
    [
        new(System, n => n, t => t),
        new("tanh 4-to-4 head", n => n with { Head = GlobalHead.Tanh }, t => t),
        new("identity head", n => n with { Head = GlobalHead.Identity }, t => t),
        new("linear head", n => n with { Head = GlobalHead.Linear }, t => t),
        new("no head", n => n with { Head = GlobalHead.None }, t => t),
        new("one direction", n => n with { Scan = TokenScan.Forward }, t => t),
        new("no scan", n => n with { Scan = TokenScan.None }, t => t),
        new("cross-entropy", n => n, t => t with { Loss = PixelLossKind.CrossEntropy }),
        new("cross-entropy + la", n => n, t => t with { Loss = PixelLossKind.LogitAdjusted }),
    ];
}

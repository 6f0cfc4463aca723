using Counterpoise.Options;

namespace Counterpoise.Vision.Baselines;

/// <summary>How the baselines on images are fitted.</summary>
public sealed record BaselineOptions
{
    /// <summary>
    /// Side in pixels that images are shrunk to for <see cref="BaselineInput.Pixels"/>, at least 1; smaller images keep their size.
    /// Default 32.
    /// </summary>
    public int LargestSide { get; init; } = 32;

    /// <summary>
    /// The ridges that are tried, all above 0; the one with the best <see cref="WatchedMetric"/> on validation is taken. Default 1 to
    /// 10,000 by powers of ten.
    /// </summary>
    public IReadOnlyList<double> Ridges { get; init; } = [1, 10, 100, 1000, 10_000];

    /// <summary>
    /// The metric that chooses the ridge, see <see cref="Comparisons.MetricNames"/>. Default macro-F1, as for trained networks.
    /// </summary>
    public string WatchedMetric { get; init; } = "macro_f1";

    /// <summary>
    /// Most iterations of L-BFGS for each ridge, at least 1. Default 100; a fit with a small ridge then stops before its minimum.
    /// </summary>
    public int MaxIterations { get; init; } = 100;

    /// <summary>
    /// The share of the training images that chooses the ridge where there is no validation split, in (0, 1). Default 0.2.
    /// </summary>
    public double HeldOutShare { get; init; } = 0.2;

    /// <summary>The small network of <c>head/…</c>. Default: 256 hidden units, 40 epochs.</summary>
    public HeadOptions Head { get; init; } = new();

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">At least one value is out of its range; all are listed.</exception>
    public void Validate() => new OptionsCheck(nameof(BaselineOptions))
        .Require(LargestSide >= 1, nameof(LargestSide), LargestSide, "expected at least 1 pixel")
        .Require(Ridges.Count > 0
            && Ridges.All(ridge => ridge > 0 && double.IsFinite(ridge)),
            "Ridges must hold at least one number, and only finite ones above 0")
        .Require(WatchedMetric.Length > 0, "WatchedMetric is empty; name a metric such as macro_f1")
        .Require(MaxIterations >= 1, nameof(MaxIterations), MaxIterations, "expected at least 1")
        .Require(HeldOutShare is > 0 and < 1, nameof(HeldOutShare), HeldOutShare, "expected above 0 and below 1")
        .ThrowIfAny();
}

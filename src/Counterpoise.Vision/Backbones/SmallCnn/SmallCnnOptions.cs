using Counterpoise.Options;

namespace Counterpoise.Vision.Backbones;

/// <summary>
/// What can be chosen of a <see cref="SmallCnn"/>; two halvings, no dropout and batch-norm momentum 0.1 by default, and 10 classes.
/// </summary>
public sealed record SmallCnnOptions : BackboneOptions
{
    /// <summary>Creates the defaults.</summary>
    public SmallCnnOptions() => (Halvings, Classes) = (2, 10);

    /// <summary>Number of 3×3 convolutions, 3 to 12. Default 5.</summary>
    public int Depth { get; init; } = 5;

    /// <inheritdoc/>
    protected override int MostHalvings => 3;

    /// <inheritdoc/>
    protected override void CheckOwn(OptionsCheck check)
    {
        ArgumentNullException.ThrowIfNull(check);
        check.Require(Depth is >= 3 and <= 12, FormattableString.Invariant($"Depth is {Depth}, 3 to 12 was expected"));
    }
}

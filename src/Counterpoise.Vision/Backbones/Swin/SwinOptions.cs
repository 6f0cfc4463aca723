using System.Globalization;
using Counterpoise.Options;

namespace Counterpoise.Vision.Backbones;

/// <summary>
/// What can be chosen of a <see cref="SwinTransformer"/>; no dropout and stochastic depth 0.2 by default, as in torchvision.
/// </summary>
/// <remarks>
/// The first two halvings are the patches of 4×4 pixels, the others the merging of 2×2 neighbours; the first ones are left out first:
/// patches then overlap, and neighbours are merged at every position. There is no batch norm, so that its momentum has no effect.
/// </remarks>
public sealed record SwinOptions : BackboneOptions
{
    /// <summary>
    /// The probability that the last residual branch is left out of a training step, in [0, 1); earlier ones in proportion to their place.
    /// Default 0.2.
    /// </summary>
    public double StochasticDepth { get; init; } = 0.2;

    /// <inheritdoc/>
    protected override void CheckOwn(OptionsCheck check) =>
        check.Require(StochasticDepth is >= 0 and < 1, string.Create(CultureInfo.InvariantCulture,
            $"StochasticDepth is {StochasticDepth}, a number in [0, 1) was expected"));
}

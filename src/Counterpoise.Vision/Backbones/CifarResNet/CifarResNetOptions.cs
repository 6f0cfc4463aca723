namespace Counterpoise.Vision.Backbones;

/// <summary>
/// What can be chosen of a <see cref="CifarResNet"/>; two halvings, no dropout and batch-norm momentum 0.1 by default, and 10 classes.
/// </summary>
public sealed record CifarResNetOptions : BackboneOptions
{
    /// <summary>Creates the defaults.</summary>
    public CifarResNetOptions() => (Halvings, Classes) = (2, 10);

    /// <inheritdoc/>
    protected override int MostHalvings => 2;
}

using Counterpoise.Options;

namespace Counterpoise.Experiments;

/// <summary>Options of class weights on tables.</summary>
public sealed record ClassWeightOptions
{
    /// <summary>
    /// Weights of one's own, such as <c>fraud:20</c>, in place of those by frequency: what missing a row of the class costs; classes that
    /// are not named weigh 1. Default null: every class weighs the same.
    /// </summary>
    public OwnClassWeights? Weights { get; init; }
}

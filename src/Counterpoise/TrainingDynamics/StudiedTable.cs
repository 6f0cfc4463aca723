namespace Counterpoise.TrainingDynamics;

/// <summary>A table of a study.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Complexity">The table as it comes.</param>
/// <param name="BaselineGap">|N1 of the balanced baseline − N1 of all rows|.</param>
/// <param name="Conditions">The conditions, the baseline first.</param>
/// <param name="Nulls">Effects of baseline runs with other seeds, by figure.</param>
/// <param name="Effects">Effects of imbalance, overlap and both at the highest severity, by figure.</param>
public sealed record StudiedTable(
    string Name, DataComplexity Complexity, double BaselineGap, IReadOnlyList<DynamicsCondition> Conditions,
    IReadOnlyDictionary<string, DynamicsEffect?[]> Nulls, IReadOnlyDictionary<string, DynamicsEffect?[]> Effects)
{
    /// <summary>Whether both interventions at the highest severity left the other measure alone.</summary>
    /// <param name="largest">The largest coupling ratio.</param>
    public bool IsFaithful(double largest) => Conditions.Where(c => c.Kind is "imbalance" or "overlap").GroupBy(c => c.Kind)
        .All(g => g.Last().Coupling <= largest);

    /// <summary>
    /// How much more overlap than imbalance moves training: the mean of |g| of overlap less that of imbalance over the figures.
    /// </summary>
    public double OverlapLead => Effects.Values.Where(e => e.All(x => x is not null)).Select(e => Math.Abs(e[1]!.G) - Math.Abs(e[0]!.G))
        .DefaultIfEmpty(double.NaN).Average();
}

namespace Counterpoise.Learning.Objectives;

/// <summary>
/// What has been summed up in the epoch so far; part of a checkpoint, so that a resumed epoch reports what it would have.
/// </summary>
public sealed record EpochTotals
{
    /// <summary>The name of the total loss among the sums.</summary>
    public const string Loss = "loss";

    /// <summary>Batches taken in.</summary>
    public int Batches { get; init; }

    /// <summary>Sums over the batches, by name: <see cref="Loss"/> and the step's terms, means and counts.</summary>
    public IReadOnlyDictionary<string, double> Sums { get; init; } = new Dictionary<string, double>();

    /// <summary>The sum of a name; 0 where there is none.</summary>
    /// <param name="name">The name.</param>
    public double Sum(string name) => Sums.TryGetValue(name, out var sum) ? sum : 0;

    /// <summary>The mean over the batches of a name; NaN before the first batch.</summary>
    /// <param name="name">The name.</param>
    public double Mean(string name) => Batches == 0 ? double.NaN : Sum(name) / Batches;

    /// <summary>The means over the batches of all names.</summary>
    public IReadOnlyDictionary<string, double> Means() => Sums.ToDictionary(s => s.Key, s => s.Value / Batches);
}

using Counterpoise.Learning.Batches;
using Counterpoise.Learning.Models;

namespace Counterpoise.Learning.Objectives;

/// <summary>What a training minimises: named loss terms of a model's output, and what of them the log of an epoch shows.</summary>
public interface IObjective
{
    /// <summary>The loss of a batch.</summary>
    /// <param name="output">What the model made of the batch.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="position">Where it stands.</param>
    LossTerms Compute(ModelOutput output, NamedBatch batch, StepPosition position);

    /// <summary>The record of an epoch out of the sums over its batches. Default: the mean of every name.</summary>
    /// <param name="totals">The sums.</param>
    /// <param name="epoch">The epoch, from 0.</param>
    IReadOnlyDictionary<string, double> Summarize(EpochTotals totals, int epoch) => totals.Means();

    /// <summary>What a person should know of an epoch; null, the default, for nothing. Called once an epoch.</summary>
    /// <param name="totals">The sums.</param>
    /// <param name="epoch">The epoch, from 0.</param>
    string? Warn(EpochTotals totals, int epoch) => null;

    /// <summary>What <see cref="Warn"/> remembers from epoch to epoch, by name; part of a checkpoint. Default nothing.</summary>
    IReadOnlyDictionary<string, double> Memory
    {
        get => new Dictionary<string, double>();
        set { }
    }
}

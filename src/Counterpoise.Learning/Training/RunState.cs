using Counterpoise.Learning.Objectives;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Learning.Training;

/// <summary>Where a run stands besides its tensors: enough to go on bit for bit.</summary>
public sealed record RunState
{
    /// <summary>The format of <see cref="Totals"/> that is written now.</summary>
    internal const int CurrentFormat = 2;

    /// <summary>The format of <see cref="Totals"/>; 0 and 1 are those of earlier versions.</summary>
    public int Format { get; init; }

    /// <summary>The epoch that the next batch belongs to, from 0.</summary>
    public int Epoch { get; init; }

    /// <summary>The next batch of that epoch, from 0.</summary>
    public int Batch { get; init; }

    /// <summary>Optimiser steps taken.</summary>
    public long Steps { get; init; }

    /// <summary>Sums of the unfinished epoch.</summary>
    public EpochTotals Totals { get; init; } = new();

    /// <summary>The best value of the watched metric; null before the first evaluation.</summary>
    public double? BestMetric { get; init; }

    /// <summary>What decided there between epochs of one value; null where nothing does.</summary>
    public double? BestTieBreaker { get; init; }

    /// <summary>The epoch of that value, from 0; −1 before the first evaluation.</summary>
    public int BestEpoch { get; init; } = -1;

    /// <summary>What the step's warnings remember from epoch to epoch.</summary>
    public IReadOnlyDictionary<string, double> Memory { get; init; } = new Dictionary<string, double>();

    /// <summary>Seconds of training so far, of all sessions.</summary>
    public double Seconds { get; init; }

    /// <summary>What people were told.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Where the noise of every dropout stands.</summary>
    public IReadOnlyDictionary<string, NoiseState> Noise { get; init; } = new Dictionary<string, NoiseState>();

    /// <summary>A hash of everything that determines the result; a run goes on only under the same one.</summary>
    public string Configuration { get; init; } = "";
}

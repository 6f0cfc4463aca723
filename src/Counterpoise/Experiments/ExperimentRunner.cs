using System.Collections.Concurrent;
using Counterpoise.Comparisons;

namespace Counterpoise.Experiments;

/// <summary>
/// Runs the planned work of an experiment, on images and tables alike: what is kept is not computed again, what is equal is computed
/// once, and processes that share a store share the work, each piece claimed by one of them. A process that dies gives its claims
/// back, and another does what it left undone. Results do not depend on threads, processes or order.
/// </summary>
/// <param name="store">Where finished cells are kept; null to keep none.</param>
/// <param name="threads">Pieces of work that this process does at once, at least 1.</param>
public sealed class ExperimentRunner(CellStore? store = null, int threads = 1)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, ComparisonCell> _done = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<PlannedCell, bool> _told = [];

    /// <summary>Computes what is not there yet, and waits for what other processes compute.</summary>
    /// <param name="plan">The work.</param>
    /// <param name="progress">Is told of every cell as soon as it is there; by several threads at once.</param>
    /// <param name="cancellationToken">Ends the work between steps; finished cells stay in the store.</param>
    /// <returns>The cells in the order of the plan.</returns>
    public IReadOnlyList<ComparisonCell> Run(IReadOnlyList<PlannedFit> plan, IProgress<ExperimentEvent>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var total = plan.Sum(f => f.Cells.Count);
        var left = Pass(plan, progress, total, cancellationToken);
        if (left.Count > 0)
        {
            progress?.Report(new(ExperimentEventKind.Waiting, null, null, _told.Count, total));
        }

        while (left.Count > 0)
        {
            cancellationToken.WaitHandle.WaitOne(LookAgain);
            left = Pass(left, progress, total, cancellationToken);
        }

        return [.. plan.SelectMany(f => f.Cells).Select(c => c.Of(_done[c.Key.Hash]))];
    }

    /// <summary>
    /// Computes what neither is there nor another process has claimed, and leaves the rest to them: what a process beside the one that
    /// calls <see cref="Run"/> does.
    /// </summary>
    /// <param name="plan">The same work.</param>
    /// <param name="progress">Is told of every cell that is computed here.</param>
    /// <param name="cancellationToken">Ends the work between steps.</param>
    public void Assist(IReadOnlyList<PlannedFit> plan, IProgress<ExperimentEvent>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        Pass(plan, progress, plan.Sum(f => f.Cells.Count), cancellationToken);
    }

    /// <summary>The cells that are there by now, from this process or others, in the order of the plan.</summary>
    /// <param name="plan">The work.</param>
    public IReadOnlyList<ComparisonCell> Finished(IReadOnlyList<PlannedFit> plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return [.. plan.SelectMany(f => f.Cells).Select(c => Find(c) is { } result ? c.Of(result) : null).OfType<ComparisonCell>()];
    }

    /// <summary>Does each piece of work that can be done now; returns those that another process is doing.</summary>
    private List<PlannedFit> Pass(
        IReadOnlyList<PlannedFit> plan, IProgress<ExperimentEvent>? progress, int total, CancellationToken cancellationToken)
    {
        var claimed = new bool[plan.Count];
        void Do(int i)
        {
            cancellationToken.ThrowIfCancellationRequested();
            claimed[i] = !TryDo(plan[i], progress, total, cancellationToken);
        }

        if (threads <= 1)
        {
            // One by one, an error is thrown as it is.
            for (var i = 0; i < plan.Count; i++)
            {
                Do(i);
            }
        }
        else
        {
            Parallel.For(0, plan.Count, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken },
                Do);
        }

        return [.. plan.Where((_, i) => claimed[i])];
    }

    private bool TryDo(PlannedFit fit, IProgress<ExperimentEvent>? progress, int total, CancellationToken cancellationToken)
    {
        if (Missing(fit).Count > 0)
        {
            using var claim = store?.TryClaim(fit.Key.Hash);
            if (store is not null && claim is null)
            {
                return false;
            }

            // Another process may have finished it before the claim.
            if (Missing(fit) is { Count: > 0 } missing)
            {
                foreach (var result in fit.Compute(missing, cancellationToken))
                {
                    _done[result.ConfigHash] = result;
                    store?.Keep(result);
                    Tell(fit, ExperimentEventKind.Computed, progress, total, result.ConfigHash);
                }
            }
        }

        Tell(fit, ExperimentEventKind.Found, progress, total, null);
        return true;
    }

    /// <summary>The cells that have no result, each key once.</summary>
    private List<PlannedCell> Missing(PlannedFit fit) => [.. fit.Cells.DistinctBy(c => c.Key.Hash).Where(c => Find(c) is null)];

    private ComparisonCell? Find(PlannedCell cell)
    {
        if (_done.TryGetValue(cell.Key.Hash, out var result))
        {
            return result;
        }

        return store?.Find(cell.Key.Hash) is { } kept ? _done.GetOrAdd(cell.Key.Hash, kept) : null;
    }

    private void Tell(PlannedFit fit, ExperimentEventKind kind, IProgress<ExperimentEvent>? progress, int total, string? hash)
    {
        foreach (var cell in fit.Cells.Where(c => (hash is null || c.Key.Hash == hash) && _told.TryAdd(c, true)))
        {
            progress?.Report(new(kind, cell, cell.Of(_done[cell.Key.Hash]), _told.Count, total));
        }
    }
}

using Counterpoise.Experiments;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Tables;

/// <summary>A k that is asked for is the k that is used: refused before the first cell where no method takes it or a training fold cannot give it.</summary>
internal static class ExplicitNeighbors
{
    /// <summary>Says which methods do not take k, and refuses where that is all of them.</summary>
    public static void RequireTaker(int k, IReadOnlyList<string> methods, IProgress<WorkflowEvent>? events)
    {
        if (k < 1)
            throw new InputException($"--k is {k}; expected at least 1");
        var resamplers = ResamplerCatalog.All.Where(e => methods.Contains(e.Name)).ToLookup(e => e.DefaultK is not null, e => e.Name);
        if (!resamplers[true].Any())
            throw new InputException($"--k is {k}, and none of {string.Join(", ", methods)} takes it: leave it out; it is for {string.Join(", ", ResamplerCatalog.All.Where(e => e.DefaultK is not null).Select(e => e.Name))}");
        if (resamplers[false].Any())
            events.Note($"--k {k} goes to {string.Join(", ", resamplers[true])}; {string.Join(", ", resamplers[false])} {(resamplers[false].Count() == 1 ? "does" : "do")} not take it");
    }

    /// <summary>Refuses where the rarest class of a training fold has no more than k rows.</summary>
    public static void RequireRows(int k, IReadOnlyList<TableDataSet> sets)
    {
        var (set, fold, labels, least) = (from s in sets from f in s.Folds let l = f.Training.RequireLabels() select (Set: s, f.Fold, Labels: l, Least: l.ClassCounts().Where(n => n > 0).Min())).MinBy(f => f.Least);
        if (least > k)
            return;
        var name = labels.Classes[Array.IndexOf(labels.ClassCounts(), least)];
        throw new InputException($"data set '{set.Name}': class '{name}' has {least} training {(least == 1 ? "row" : "rows")} in fold {fold}, --k {k} needs at least {k + 1}: {(least > 1 ? $"--k {least - 1} at most" : "no k fits")}, or leave --k out, and each method lowers its own where it must and says so");
    }
}

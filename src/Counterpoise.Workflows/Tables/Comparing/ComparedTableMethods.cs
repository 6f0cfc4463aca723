using System.Globalization;
using Counterpoise.Experiments;
using Counterpoise.Methods;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Tables;

/// <summary>The methods of a comparison of tables with their options, and what is checked of them before the first cell.</summary>
internal sealed class ComparedTableMethods
{
    private static readonly string Takers = string.Join(", ", DataMethods.All.Where(m => m.ClassNeighbors is not null).Select(m => m.Name));

    private readonly MethodVariant[] _variants;

    private ComparedTableMethods(MethodVariant[] variants) => _variants = variants;

    /// <summary>Reads names, options and variants; a k for all goes to the samplers that look for neighbours within a class.</summary>
    public static ComparedTableMethods Read(TableComparisonOptions options, IProgress<WorkflowEvent>? events)
    {
        MethodVariant[] variants =
            [.. MethodVariants.Parse(options.Methods, options.Options, options.Variants, options.Classifiers)];
        if (options.K is { } k)
        {
            RequireTaker(k, variants, events);
            variants = Array.ConvertAll(variants, v => WithNeighbors(v, k));
        }

        return new(variants);
    }

    /// <summary>The methods for data sets, whose classes a sampling strategy may name where all have the same.</summary>
    public TableMethod[] For(IReadOnlyList<TableDataSet> sets)
    {
        var classes = sets.Count > 0 && sets.All(s => s.ClassNames.SequenceEqual(sets[0].ClassNames)) ? sets[0].ClassNames : null;
        return Array.ConvertAll(_variants, v => TableMethod.Of(v, TableLearners.All, classes));
    }

    /// <summary>The name under which a method stands in the comparison, however it is typed; null where it does not.</summary>
    public string? Find(string typed)
    {
        var parsed = MethodName.TryParse(typed, out var name) ? name : null;
        var found = _variants.FirstOrDefault(
            v => v.Name is { } own ? own.Equals(typed, StringComparison.OrdinalIgnoreCase) : v.Method == parsed);
        return found is null ? null : NameOf(found);
    }

    /// <summary>Refuses samplers that a data set has not the columns for; most see categories as columns of their own.</summary>
    public void RequireColumns(IReadOnlyList<TableDataSet> sets)
    {
        var samplers = _variants.Select(v => v.Method.Data).OfType<string>().Distinct().Select(name => DataMethods.Find(name)!)
            .Where(m => m.Columns is AcceptedColumns.Mixed or AcceptedColumns.Categorical);
        foreach (var sampler in samplers)
        {
            if (sets.Select(s => (s.Name, Refusal: SamplerColumns.Refusal(sampler, s.Folds[0].Training)))
                .FirstOrDefault(s => s.Refusal is not null) is { Refusal: { } refusal, Name: var name })
                throw new InputException($"data set '{name}': {refusal}");
        }
    }

    /// <summary>Refuses neighbours that were asked for where the rarest class of a training fold has no more rows.</summary>
    public void RequireNeighbors(IReadOnlyList<TableDataSet> sets, bool isForAll)
    {
        var asked = _variants.Select(v => (Name: NameOf(v), K: Asked(v))).Where(v => v.K is not null).ToArray();
        if (asked.Length == 0 || sets.Count == 0)
            return;
        var (method, k) = (asked.MaxBy(v => v.K).Name, asked.Max(v => v.K)!.Value);
        var (set, fold, labels, least) =
            (from s in sets from f in s.Folds let l =
            f.Training.RequireLabels() select (Set: s, f.Fold, Labels: l, Least: l.ClassCounts().Where(n => n > 0).Min()))
            .MinBy(f => f.Least);
        if (least > k)
            return;
        var rarest = labels.Classes[Array.IndexOf(labels.ClassCounts(), least)];
        var (needs, most, without) = isForAll ? ($"--k {k} needs", $"--k {least - 1}", "--k")
            : ($"{k} neighbours of {method} need", $"{least - 1}", "the option");
        throw new InputException(
            $"data set '{set.Name}': class '{rarest}' has {least} training {(least == 1 ? "row" : "rows")} in fold {fold}, {needs} at "
                + $"least {k + 1}: "
            + $"{(least > 1 ? $"{most} at most" : "no k fits")}, or leave {without} out, and each method lowers its own where it must "
                + $"and says so");
    }

    private static string NameOf(MethodVariant variant) => variant.Name ?? variant.Method.ToString("none");

    private static DataMethod? Sampler(MethodVariant variant) =>
        variant.Method.Data is { } name && DataMethods.Find(name) is { ClassNeighbors: not null } sampler ? sampler : null;

    private static int? Asked(MethodVariant variant) => Sampler(variant) is { } sampler
        && variant.OptionsOf(sampler.Name)
            .FirstOrDefault(o => o.Key.Replace('_', '-').Equals(sampler.ClassNeighbors, StringComparison.OrdinalIgnoreCase))
            .Value is { } text
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var k) ? k : null;

    private static MethodVariant WithNeighbors(MethodVariant variant, int k)
    {
        if (Sampler(variant) is not { } sampler || Asked(variant) is not null)
            return variant;
        return variant with { Options = new Dictionary<string,
            string>(variant.Options) { [$"{sampler.Name}.{sampler.ClassNeighbors}"] = k.ToString(CultureInfo.InvariantCulture) } };
    }

    /// <summary>Says which methods do not take k, and refuses where that is all of them.</summary>
    private static void RequireTaker(int k, MethodVariant[] variants, IProgress<WorkflowEvent>? events)
    {
        if (k < 1)
            throw new InputException($"--k is {k}; expected at least 1");
        var samplers = variants.Where(v => v.Method.Data is not null).ToLookup(v => Sampler(v) is not null, NameOf);
        if (!samplers[true].Any())
            throw new InputException(
                $"--k is {k}, and none of {string.Join(", ", variants.Select(NameOf))} takes it: leave it out; it is for {Takers}");
        if (samplers[false].Any())
            events.Note($"--k {k} goes to {string.Join(", ", samplers[true])}; {string.Join(", ", samplers[false])} "
                + $"{(samplers[false].Count() == 1 ? "does" : "do")} not take it");
    }
}

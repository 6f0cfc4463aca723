using System.Globalization;
using Counterpoise.Data;
using Counterpoise.Methods;
using Counterpoise.Randomness;
using Counterpoise.Resampling;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Tables;

/// <summary>Changes the rows per class of a table, and writes of each row where it comes from.</summary>
public static class TableResampling
{
    /// <summary>Resamples a table into a file.</summary>
    /// <param name="options">Which table, how, and where to.</param>
    /// <param name="events">Told what people should know; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work early; nothing is then written.</param>
    /// <exception cref="InputException">The table or an option cannot be used.</exception>
    public static TableResamplingResult Run(
        TableResamplingOptions options, IProgress<WorkflowEvent>? events = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        OutputPath.RequireOther(options.Output, options.Input);
        TableFile.RequireWritable(options.Output);
        var method = Sampler(options);
        RequireMeaningful(options, method);
        var random = Draws(options.Seed, options.DrawsAsNumPy);
        var read = TableInput.Open(options.Input, options.Reading with { KeepTexts = true }, options.Lenient, events, cancellationToken);
        if (read.Table.Labels is not { } labels)
            throw new InputException($"'{options.Input}' names no class column: give --target");
        if (labels.ClassCounts().Count(c => c > 0) < 2)
            throw new InputException(
                $"'{options.Input}' holds one class, '{labels.Classes[labels[0]]}', in its {labels.Count} rows; resampling is between "
                    + $"two at least");
        var resampler = method.Create(method.Schema(TableLearners.All, labels.Classes).Bind(method.Name, Values(options, method)).Value);
        read = GapFilling.Of(options.Fill, read, events);
        var (rows, result) = ProvenanceTable.Run(
            read, method, resampler, options.NanDistance,
            new ResampledOutput(options.Standardize, options.Round, options.Reading.Weights), random, cancellationToken);
        TableFile.Write(rows, options.Output);
        string[] notes = [.. result.Notes.Select(n => n.ToString()),
            .. ResampleNotes.Of(read.Table, rows, method, options.Strategy, options.Standardize, result)];
        var kinds = Enum.GetValues<RowKind>().ToDictionary(kind => kind, kind => result.Provenance.Count(p => p.Kind == kind));
        return new TableResamplingResult(labels.Classes, labels.ClassCounts(), rows.Labels!.ClassCounts(), kinds, notes);
    }

    /// <summary>The sampler of a name; names of other methods are told from names of none.</summary>
    private static DataMethod Sampler(TableResamplingOptions options)
    {
        var name = MethodName.Parse(options.Method);
        return name.Data is { } data && name == new MethodName { Data = data } ? DataMethods.Find(data)!
            : throw new InputException(
                $"'{options.Method}' is no sampler alone, and rows are all that can be resampled here: expected one of "
                    + $"{string.Join(", ", DataMethods.All.Select(m => m.Name))}");
    }

    /// <summary>Options by name, the short ones among them.</summary>
    private static Dictionary<string, string> Values(TableResamplingOptions options, DataMethod method)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        void Add(string name, string value)
        {
            if (!values.TryAdd(name.Replace('_', '-'), value))
                throw new InputException($"option '{name}' is given twice ({values[name]}, then {value}); give it once");
        }

        foreach (var pair in options.Options.Select(o => o.Split('=', 2, StringSplitOptions.TrimEntries)))
        {
            if (pair is not [{ Length: > 0 } name, var value])
                throw new InputException($"option '{string.Join('=', pair)}': expected OPTION=VALUE, such as k=3");
            Add(name.StartsWith(method.Name + ".", StringComparison.OrdinalIgnoreCase) ? name[(method.Name.Length + 1)..] : name, value);
        }

        if (options.K is { } k)
            Add(Neighbors(method)!, k.ToString(CultureInfo.InvariantCulture));
        if (options.Strategy != "auto")
            Add(method.Strategy, options.Strategy);
        foreach (var distance in options.NanDistance ? method.Distances : [])
            Add(distance, "nan-euclidean");
        return values;
    }

    private static string? Neighbors(DataMethod method) => method.ClassNeighbors ?? (method.Schema().Has("k") ? "k" : null);

    /// <summary>Refuses what the method would pass over without a word.</summary>
    private static void RequireMeaningful(TableResamplingOptions options, DataMethod method)
    {
        if (options.K is not null && Neighbors(method) is null)
            throw new InputException(
                $"--k is how many neighbours a method looks at, and {method.Label} is not asked for any: leave it out");
        if (method.Columns == AcceptedColumns.Any && (options.Standardize || options.NanDistance))
            throw new InputException(
                $"{(options.Standardize ? "--standardize" : "--nan-distance")} is for methods that measure distances, and {method.Label} "
                    + $"does not: leave it out");
    }

    private static IRandomSource Draws(ulong seed, bool numpy) =>
        !numpy ? new RandomStream(seed, "resample")
        : seed <= uint.MaxValue ? new NumPyRandomState((uint)seed)
        : throw new InputException($"--seed is {seed}; with --numpy expected at most {uint.MaxValue}, as NumPy has it");
}

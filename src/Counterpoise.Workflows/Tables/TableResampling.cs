using Counterpoise.Data;
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
    public static TableResamplingResult Run(TableResamplingOptions options, IProgress<WorkflowEvent>? events = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        OutputPath.RequireOther(options.Output, options.Input);
        TableFile.RequireWritable(options.Output);
        var entry = ResamplerCatalog.Find(options.Method);
        RequireMeaningful(options, entry);
        var random = Draws(options.Seed, options.DrawsAsNumPy);
        var read = TableInput.Open(options.Input, options.Reading with { KeepTexts = true }, options.Lenient, events, cancellationToken);
        if (read.Table.Labels is not { } labels)
            throw new InputException($"'{options.Input}' names no class column: give --target");
        if (labels.ClassCounts().Count(c => c > 0) < 2)
            throw new InputException($"'{options.Input}' holds one class, '{labels.Classes[labels[0]]}', in its {labels.Count} rows; resampling is between two at least");
        var settings = new ResamplerSettings(StrategyText.Parse(options.Strategy, labels.Classes), options.K, options.NanDistance);
        read = GapFilling.Of(options.Fill, read, events);
        var (rows, result) = ProvenanceTable.Run(read, entry, settings, new ResampledOutput(options.Standardize, options.Round, options.Reading.Weights), random, cancellationToken);
        TableFile.Write(rows, options.Output);
        string[] notes = [.. result.Notes, .. ResampleNotes.Of(read.Table, rows, entry, options.Strategy, options.Standardize, result)];
        var kinds = Enum.GetValues<RowKind>().ToDictionary(kind => kind, kind => result.Provenance.Count(p => p.Kind == kind));
        return new TableResamplingResult(labels.Classes, labels.ClassCounts(), rows.Labels!.ClassCounts(), kinds, notes);
    }

    /// <summary>Refuses what the method would pass over without a word.</summary>
    private static void RequireMeaningful(TableResamplingOptions options, ResamplerEntry entry)
    {
        if (options.K is not null && !entry.HasK)
            throw new InputException($"--k is how many neighbours a method looks at, and {entry.Label} is not asked for any: leave it out");
        if (entry.Names == NameColumns.Any && (options.Standardize || options.NanDistance))
            throw new InputException($"{(options.Standardize ? "--standardize" : "--nan-distance")} is for methods that measure distances, and {entry.Label} does not: leave it out");
    }

    private static IRandomSource Draws(ulong seed, bool numpy) =>
        !numpy ? new RandomStream(seed, "resample")
        : seed <= uint.MaxValue ? new NumPyRandomState((uint)seed)
        : throw new InputException($"--seed is {seed}; with --numpy expected at most {uint.MaxValue}, as NumPy has it");
}

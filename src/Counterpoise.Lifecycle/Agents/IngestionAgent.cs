using System.Globalization;
using Counterpoise.Data;
using Counterpoise.Lifecycle.Lineage;
using Counterpoise.Tables;

namespace Counterpoise.Lifecycle.Agents;

/// <summary>Reads a file of rows; rows without a class, and rows that cannot be read, are left out and counted.</summary>
public sealed class IngestionAgent : IAgent
{
    /// <inheritdoc/>
    public string Name => "ingestion";

    /// <inheritdoc/>
    public string Version => "1";

    /// <inheritdoc/>
    public string Description => "Reads the raw file into rows with classes.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Takes => [ArtifactKinds.RawData];

    /// <inheritdoc/>
    public string Gives => StepKinds.Table;

    /// <inheritdoc/>
    public IReadOnlyList<AgentParameter> Parameters { get; } =
    [
        new() { Name = "target", Description = "The class column.", Default = "", IsForPeople = true },
        new() { Name = "exclude", Description = "Columns to leave out, parted by commas.", Default = "", IsForPeople = true },
    ];

    /// <inheritdoc/>
    public AgentOutput Run(AgentContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var raw = context.Artifact(ArtifactKinds.RawData);
        var read = Read(context.Content(ArtifactKinds.RawData), raw.Parameters.GetValueOrDefault("name", "data.csv"),
            context.Parameters["target"], context.List("exclude"), cancellationToken);
        var table = read.Table;
        if (table.RowCount == 0)
            throw new AgentStopException(
                $"the file has no row that can be used: {read.RowsRead} were "
                + $"read{(read.BadRows.Count > 0 ? $", the first fault: {read.BadRows[0]}" : "")}");
        var counts = table.RequireLabels().ClassCounts();
        if (counts.Count(n => n > 0) < 2)
            throw new AgentStopException(
                $"all {table.RowCount} rows are of class '{table.RequireLabels().Classes[table.RequireLabels()[0]]}'; a classifier needs "
                + $"at least two");
        return new AgentOutput
        {
            Content = TableContent.Write(table),
            Metrics = new Dictionary<string, double> { ["rows"] = table.RowCount, ["rows_read"] = read.RowsRead,
                ["columns"] = table.Columns.Count, ["classes"] = counts.Count(n => n > 0),
                ["imbalance_ratio"] = counts.Max() / (double)counts.Where(n => n > 0).Min() },
            Notes = read.BadRows.Count == 0 ? [] : [string.Create(CultureInfo.InvariantCulture,
                $"{read.BadRows.Count} of {read.RowsRead} rows were left out, the first: {read.BadRows[0]}")],
        };
    }

    /// <summary>Reads bytes as the file of this name would be read.</summary>
    internal static TableReadResult Read(byte[] content, string name, string target, IReadOnlyList<string> exclude,
        CancellationToken cancellationToken)
    {
        if (target.Length == 0)
            throw new AgentStopException("no class column is named: give target");
        var folder = Directory.CreateTempSubdirectory("counterpoise");
        try
        {
            // The name comes from outside: its ending alone says what the file is.
            var path = Path.Combine(folder.FullName, "data" + Path.GetExtension(name));
            File.WriteAllBytes(path, content);
            return TableFile.ReadLenient(path, new TableReadOptions { Target = target, Exclude = exclude, Kinds = new Dictionary<string,
                ColumnKind> { [target] = ColumnKind.Categorical } }, cancellationToken);
        }
        catch (TableFormatException fault)
        {
            // Under the name that people know it by, and not under that of the copy that is read.
            var problem = fault.Problem?.ToString() ?? fault.Finding;
            throw new AgentStopException($"the file cannot be read: {Path.GetFileName(name)}: {problem}");
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException)
        {
            throw new AgentStopException($"the file cannot be read: {fault.Message}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

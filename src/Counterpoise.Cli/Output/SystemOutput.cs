using Counterpoise.Workflows.Systems;

namespace Counterpoise.Cli.Output;

/// <summary>Prints a system beside its controls.</summary>
internal static class SystemOutput
{
    public static void Write(ArmComparison comparison, string title)
    {
        var table = comparison.Table(title);
        Terminal.WriteTable(title, [table.Columns[0], .. table.Columns.Skip(1).Select(c => $">{c}")], table.Rows.Select(r => r.ToArray()));
    }
}

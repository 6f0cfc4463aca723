using Counterpoise.Methods;
using Counterpoise.Tables;

namespace Counterpoise.Workflows.Tables;

/// <summary>Which samplers can be given a table.</summary>
internal static class SamplerColumns
{
    /// <summary>The samplers that can measure distances around missing values.</summary>
    public static string TakingMissing { get; } = string.Join(", ", DataMethods.All.Where(m => m.TakesMissing).Select(m => m.Name));

    /// <summary>Why a sampler cannot be given a table, and what can; null where it can.</summary>
    public static string? Refusal(DataMethod method, Table table)
    {
        string? First(ColumnKind kind) => table.Columns.FirstOrDefault(c => c.Kind == kind)?.Name;
        var (categorical, numeric) = (First(ColumnKind.Categorical), First(ColumnKind.Numeric));
        return method.Columns switch
        {
            AcceptedColumns.Numeric when categorical is not null =>
                $"column '{categorical}' is categorical, and {method.Label} measures distances between numbers: use smote-nc (or "
                    + $"smote-n), a method that copies rows, or --exclude the column",
            AcceptedColumns.Mixed when categorical is null =>
                $"no column is categorical, and {method.Label} needs one: use smote, or name columns of numbers with --categorical",
            AcceptedColumns.Mixed when numeric is null =>
                $"all columns are categorical, and {method.Label} needs a numeric one: use smote-n",
            AcceptedColumns.Categorical when numeric is not null =>
                $"column '{numeric}' is numeric, and {method.Label} is for categorical ones: use smote-nc, or name it with --categorical",
            _ => null,
        };
    }
}

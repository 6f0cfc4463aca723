using System.Globalization;
using Counterpoise.Data;
using Counterpoise.Tables;

namespace Counterpoise.Workflows.Tables;

/// <summary>Columns of probabilities: from 0 to 1 or as percentages, exact or rounded.</summary>
internal static class ProbabilityColumns
{
    private const string Prefix = "p_";
    private const double Exact = 1e-3;
    private const int MostDecimals = 6;

    /// <summary>A column of probabilities for each class, row by row.</summary>
    /// <param name="read">The table.</param>
    /// <param name="suffixes">What stands behind p_ in the names of its columns.</param>
    /// <param name="classes">The classes, in the order wanted.</param>
    /// <param name="columns">How the probabilities are written.</param>
    /// <param name="notes">Is told of rows that were divided by their sum.</param>
    public static double[] Read(TableReadResult read, string[] suffixes, string[] classes, PredictionColumns columns, List<string> notes)
    {
        var probabilities = new double[read.Table.RowCount * classes.Length];
        for (var c = 0; c < classes.Length; c++)
        {
            var suffix = ClassTexts.IndexOf(suffixes, classes[c]) is var place and >= 0 ? suffixes[place]
                : throw new InputException(
                    $"class '{classes[c]}' has no column {Prefix}{classes[c]}; the columns are "
                    + $"{string.Join(", ", read.Table.Columns.Select(n => n.Name))}");
            var values = Numbers(read, Prefix + suffix, columns.Percent);
            for (var i = 0; i < values.Length; i++)
            {
                probabilities[(i * classes.Length) + c] = values[i];
            }
        }

        Rescale(read, probabilities, classes.Length, columns, notes);
        return probabilities;
    }

    /// <summary>One column of probabilities.</summary>
    /// <exception cref="InputException">A value is none.</exception>
    public static double[] Numbers(TableReadResult read, string name, bool percent)
    {
        if (read.Table.Columns.FirstOrDefault(c => c.Name == name) is not { } column)
            throw new InputException(
                $"there is no column '{name}'; the columns are {string.Join(", ", read.Table.Columns.Select(c => c.Name))}");
        if (column is not NumericColumn numbers)
            throw new InputException(
                $"column '{name}' is categorical; expected probabilities in [0, 1] (--numeric {CommandText.Quote(name)} tells which rows "
                + $"are no numbers; --decimal , and --units --percent read 0,5 and 50 %)");
        var most = percent ? 100 : 1;
        var values = numbers.Values.ToArray();
        if (Array.FindIndex(values, v => !(v >= 0 && v <= most)) is var wrong and >= 0)
            throw new InputException(string.Create(CultureInfo.InvariantCulture,
                $"{read.Place(wrong)}, column '{name}' {(double.IsNaN(values[wrong]) ? "is empty" : $"holds {values[wrong]}")}; expected "
                + $"probabilities in [0, {most}]{Advice(values, percent)}"));
        return percent ? Array.ConvertAll(values, v => v / 100) : values;
    }

    private static string Advice(double[] values, bool percent) =>
        values.Any(double.IsNaN) ? ""
        : !percent && values.All(v => v is >= 0 and <= 100) && values.Any(v => v > 1.5) ? ": if these are percentages, --percent reads them"
        : ": these are scores of another kind; turn them into probabilities first (a sigmoid, or softmax over the classes)";

    /// <summary>Rows of rounded probabilities do not sum to 1: they are divided by their sum, and others are refused.</summary>
    private static void Rescale(TableReadResult read, double[] probabilities, int classes, PredictionColumns columns, List<string> notes)
    {
        var (rescaled, low, high) = (0, double.PositiveInfinity, double.NegativeInfinity);
        for (var i = 0; i < read.Table.RowCount; i++)
        {
            var row = probabilities.AsSpan(i * classes, classes);
            var sum = 0.0;
            foreach (var p in row)
            {
                sum += p;
            }

            var allowed = columns.Rescale ? double.PositiveInfinity : Math.Max(Exact, Rounding(row, columns.Percent));
            if (Math.Abs(sum - 1) > allowed || sum == 0)
                throw new InputException(string.Create(CultureInfo.InvariantCulture,
                    $"{read.Place(i)}: the probabilities of the {classes} classes sum to {sum * (columns.Percent ? 100 : 1):G6}; "
                    + $"expected "
                    + $"{(columns.Percent ? 100 : 1)}"
                    + $"{(sum == 0 ? "" : ", or what rounding explains: --rescale divides each row by its sum")}"));
            if (Math.Abs(sum - 1) <= 1e-9)
                continue;
            (low, high) = (Math.Min(low, sum), Math.Max(high, sum));
            rescaled += Math.Abs(sum - 1) > Exact ? 1 : 0;
            for (var c = 0; c < classes; c++)
            {
                row[c] /= sum;
            }
        }

        if (rescaled > 0)
            notes.Add(string.Create(CultureInfo.InvariantCulture,
                $"the probabilities of {rescaled} {(rescaled == 1 ? "row" : "rows")} do not sum to 1 ({low:0.####} to "
                + $"{high:0.####}){(columns.Rescale ? "" : ", as rounded ones do not")}: each row was divided by its sum"));
    }

    /// <summary>How far rounding to the decimals of a row can take its sum from 1.</summary>
    private static double Rounding(ReadOnlySpan<double> row, bool percent)
    {
        for (var decimals = 0; decimals <= MostDecimals; decimals++)
        {
            var unit = Math.Pow(10, -decimals - (percent ? 2 : 0));
            var all = true;
            foreach (var p in row)
            {
                all &= Math.Abs(Math.Round(p / unit) - (p / unit)) < 1e-6;
            }

            // At no decimals a row is certain of one class, and nothing was rounded away.
            if (all)
                return decimals == 0 && !percent ? 0 : (unit * row.Length / 2) + 1e-9;
        }

        return 0;
    }
}

using System.Text.RegularExpressions;
using Counterpoise.Data;
using Counterpoise.Options;
using Counterpoise.Tables;

namespace Counterpoise.Workflows.Tables;

/// <summary>What is wrong with a table, or doubtful, with the options of the command line that mend it.</summary>
internal static partial class TableFaults
{
    private static readonly NumberFormat[] Formats = [new(), new() { DecimalSeparator = ',' },
        .. ",' _".Select(t => new NumberFormat { ThousandsSeparator = t }),
        .. ".' ".Select(t => new NumberFormat { DecimalSeparator = ',', ThousandsSeparator = t })];

    /// <summary>Runs what reads a table; what it refuses is told in words of the command line.</summary>
    /// <exception cref="InputException">The table is refused.</exception>
    public static T InWords<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (TableFormatException fault)
        {
            throw new InputException(Describe(fault));
        }
        catch (InvalidOptionsException fault)
        {
            throw new InputException($"table options: {string.Join("; ", fault.Faults.Select(f => f.WithOptions()))}");
        }
        catch (ArgumentException fault)
        {
            throw new InputException(InputFault.Text(fault).WithOptions());
        }
    }

    /// <summary>A fault of a file, with what can be done.</summary>
    public static string Describe(TableFormatException fault)
    {
        if (fault.Problem is { } problem)
            return $"{fault.Path}: {problem.WithOptions()}";
        string[] remedies = [.. fault.BadRows.Select(Remedy).Append(Numbers(fault.BadRows)).OfType<string>().Distinct().Take(2)];
        return $"{fault.Path}: {fault.Finding}. {string.Concat(remedies.Select(r => $"{r}. "))}"
            + $"{(remedies.Length > 0 ? "Else mend" : "Mend")} the file, or leave such rows out with --lenient";
    }

    /// <summary>How all texts that are no numbers would be some, where one way of writing them explains all; else null.</summary>
    private static string? Numbers(IEnumerable<BadRow> rows)
    {
        string[] texts = [.. rows.Where(r => r.Fault == RowFault.NotANumber).Select(r => r.Text).OfType<string>().Distinct()];
        if (texts.Length == 0)
            return null;
        foreach (var units in new[] { false, true })
        {
            var ways = Formats.Select(f => f with { Units = units })
                .Where(f => texts.All(t => f.TryParse(t, out _, out _)))
                .DistinctBy(f => string.Join(' ', texts.Select(t => f.TryParse(t, out var value, out _) ? value : 0))).Take(2).ToArray();
            if (ways.Length > 0)
                return $"They would be numbers with {Options(ways[0])}"
                    + (ways.Length > 1 ? $", or other numbers with {Options(ways[1])}: choose" : "");
        }

        return null;
    }

    /// <summary>A doubt about a column, with what can be done.</summary>
    public static string Describe(DoubtfulColumn doubt) => $"{doubt.Finding}; {Remedy(doubt)}";

    /// <summary>What to do about a doubtful column.</summary>
    public static string Remedy(DoubtfulColumn doubt) => doubt.Doubt switch
    {
        ColumnDoubt.WrittenNumbers when doubt.Units.Count > 1 =>
            $"they are numbers with several units ({string.Join(", ", doubt.Units)}): bring them to one unit, then --units reads them",
        ColumnDoubt.WrittenNumbers =>
            $"they would be numbers with "
            + $"{Options(doubt.Format!)}{(doubt.OtherFormat is { } other ? $", or other numbers with {Options(other)}: choose" : "")}",
        ColumnDoubt.Dates =>
            $"name it with --time if rows are to be split by it, or --exclude {Quote(doubt.Name)}: as categories, dates say nothing of "
                + $"rows "
            + $"to come",
        ColumnDoubt.SpelledNumbers =>
            $"write them as plain numbers (seconds, decimals), or --categorical {Quote(doubt.Name)} if they are names",
        ColumnDoubt.NumbersAsText =>
            $"--numeric {Quote(doubt.Name)} reads them as numbers, --categorical {Quote(doubt.Name)} keeps the column categorical",
        ColumnDoubt.LeadingZeros or ColumnDoubt.LongIntegers =>
            $"--categorical {Quote(doubt.Name)} settles it, --numeric {Quote(doubt.Name)} makes numbers of them",
        _ => $"mend them, say that they mean missing (--missing), that the column is numeric, so that such rows are bad (--numeric "
            + $"{Quote(doubt.Name)}), or that it is categorical (--categorical {Quote(doubt.Name)})",
    };

    private static string Options(NumberFormat format)
    {
        string?[] options =
        [
            format.ThousandsSeparator is { } thousands
                ? $"--thousands {(thousands is '\'' or ' ' ? (thousands == ' ' ? "space" : "\"'\"") : thousands)}" : null,
            format.DecimalSeparator == ',' ? "--decimal ," : null,
            format.Units ? "--units" : null,
        ];
        return string.Join(' ', options.OfType<string>());
    }

    private static string? Remedy(BadRow row) => row switch
    {
        { Fault: RowFault.NotADate, Text: { } text } =>
            $"--time-format says how dates are written that are not ISO 8601{DateFormats(text)}",
        { Fault: RowFault.Missing, Text: { } text } => $"--keep-text {Quote(text)} makes '{text}' a category",
        _ => null,
    };

    /// <summary>The formats that a text may be written in: the order of day and month is for people to say.</summary>
    private static string DateFormats(string text)
    {
        if (DayAndMonth().Match(text) is not { Success: true } match)
            return ", such as dd/MM/yyyy";
        var (separator, year, rest) = (match.Groups[3].Value, match.Groups[4].Length == 4 ? "yyyy" : "yy", match.Groups[5].Value);
        string Part(int group, string letters) => match.Groups[group].Length == 1 ? letters[..1] : letters;
        var time = rest.Length == 0 ? "" : rest.Count(c => c == ':') == 2 ? " HH:mm:ss" : " HH:mm";
        return $", such as '{Part(1, "dd")}{separator}{Part(2, "MM")}{separator}{year}{time}' or "
            + $"'{Part(1, "MM")}{separator}{Part(2, "dd")}{separator}{year}{time}'";
    }

    private static string Quote(string name) => CommandText.Quote(name);

    [GeneratedRegex(@"\A(?<1>[0-9]{1,2})(?<3>[./-])(?<2>[0-9]{1,2})[./-](?<4>[0-9]{4}|[0-9]{2})(?<5>[ T][0-9:]+)?\z")]
    private static partial Regex DayAndMonth();
}

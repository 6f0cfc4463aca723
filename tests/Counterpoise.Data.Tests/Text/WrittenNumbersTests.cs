using System.Globalization;
using Counterpoise.Tables;

namespace Counterpoise.Data.Tests.Text;

/// <summary>Numbers as people write them: told where they are names, and read where their format is named.</summary>
public sealed class WrittenNumbersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("1,234.50", '.', ',', false, 1234.5, "")]
    [InlineData("-12,345,678", '.', ',', false, -12345678, "")]
    [InlineData("1.234,5", ',', '.', false, 1234.5, "")]
    [InlineData("1 234,5", ',', ' ', false, 1234.5, "")]
    [InlineData("1\u00A0234.5", '.', ' ', false, 1234.5, "")]
    [InlineData("1\u202F234,5", ',', ' ', false, 1234.5, "")]
    [InlineData("1'234.5", '.', '\'', false, 1234.5, "")]
    [InlineData("1\u2019234.5", '.', '\'', false, 1234.5, "")]
    [InlineData("870.00", '.', ',', false, 870, "")]
    [InlineData("$1,234.50", '.', ',', true, 1234.5, "$")]
    [InlineData("-$5", '.', null, true, -5, "$")]
    [InlineData("$-5", '.', null, true, -5, "$")]
    [InlineData("($1,234)", '.', ',', true, -1234, "$")]
    [InlineData("12.5 %", '.', null, true, 12.5, "%")]
    [InlineData("12,5%", ',', null, true, 12.5, "%")]
    [InlineData("3 kg", '.', null, true, 3, "kg")]
    [InlineData("5 m/s", '.', null, true, 5, "m/s")]
    [InlineData("20°C", '.', null, true, 20, "°C")]
    [InlineData("EUR 5.5", '.', null, true, 5.5, "EUR")]
    [InlineData("1.234,50 €", ',', '.', true, 1234.5, "€")]
    [InlineData("\u22125", '.', null, true, -5, "")]
    [InlineData("1e-3", '.', null, false, 0.001, "")]
    public void A_format_reads_what_is_written_in_it(string text, char decimals, char? thousands, bool units, double value, string unit)
    {
        var format = new NumberFormat { DecimalSeparator = decimals, ThousandsSeparator = thousands, Units = units };
        Assert.True(format.TryParse(text, out var read, out var found));
        Assert.Equal((value, unit), (read, found));
    }

    [Theory]
    [InlineData("1,23", '.', ',')]
    [InlineData("1,2345", '.', ',')]
    [InlineData("1234,567", '.', ',')]
    [InlineData(",234", '.', ',')]
    [InlineData("1,234,56", '.', ',')]
    [InlineData("1.234.56", ',', '.')]
    [InlineData("1.5", ',', null)]
    [InlineData("1,234.5", '.', null)]
    [InlineData("$5", '.', null)]
    [InlineData("5 %", '.', ',')]
    public void And_nothing_else(string text, char decimals, char? thousands) =>
        Assert.False(new NumberFormat { DecimalSeparator = decimals, ThousandsSeparator = thousands }.TryParse(text, out _, out _));

    [Theory]
    [InlineData("M14860")]
    [InlineData("AB12")]
    [InlineData("18-24")]
    [InlineData("65+")]
    [InlineData("(5")]
    [InlineData("5)")]
    [InlineData("$5 kg")]
    [InlineData("--5")]
    [InlineData("1.2.3.4 x y")]
    public void A_code_is_no_number_with_a_unit(string text) =>
        Assert.False(new NumberFormat { Units = true }.TryParse(text, out _, out _));

    [Theory]
    [InlineData("\"1,234.50\"", "870.00", '.', ',', false)]
    [InlineData("\"1.234,50\"", "870", ',', '.', false)]
    [InlineData("\"1,5\"", "3", ',', null, false)]
    [InlineData("1 234.5", "12.25", '.', ' ', false)]
    [InlineData("1'234.5", "12.25", '.', '\'', false)]
    [InlineData("\"$1,234.50\"", "$12.00", '.', ',', true)]
    [InlineData("12 %", "7.5 %", '.', null, true)]
    [InlineData("\"12,5 kg\"", "7 kg", ',', null, true)]
    [InlineData("(12)", "7.5", '.', null, true)]
    public void A_column_of_them_is_told_with_the_format_that_reads_it_and_read_with_it(string one, string other, char decimals,
        char? thousands, bool units)
    {
        var path = _folder.Write("a.csv", "a,y\n" + string.Concat(Enumerable.Range(0, 30)
            .Select(i => $"{(i % 3 < 2 ? one : other)},{(i % 2 == 0 ? "p" : "q")}\n")));
        var doubt = Assert.Single(TableFile.ReadLenient(path, new TableReadOptions { Target = "y" }).Doubts);
        Assert.Equal((ColumnDoubt.WrittenNumbers, new NumberFormat { DecimalSeparator = decimals, ThousandsSeparator = thousands,
            Units = units }, true), (doubt.Doubt, doubt.Format, doubt.IsOpen));
        Assert.Null(doubt.OtherFormat);
        var read = TableFile.ReadLenient(path, new TableReadOptions { Target = "y", DecimalSeparator = decimals,
            ThousandsSeparator = thousands, Units = units });
        Assert.Empty(read.Doubts);
        Assert.Equal(ColumnKind.Numeric, read.Table["a"].Kind);
        Assert.Equal(0, read.Table["a"].MissingCount);
    }

    [Theory]
    [InlineData("12%", null)]
    [InlineData("12.5%", null)]
    [InlineData("1.250%", ',')]
    public void A_percent_sign_without_a_point_or_comma_has_one_reading(string text, char? other)
    {
        var path = _folder.Write("a.csv", "a,y\n" + string.Concat(Enumerable.Range(0, 30)
            .Select(i => $"{text},{(i % 2 == 0 ? "p" : "q")}\n")));
        var doubt = Assert.Single(TableFile.ReadLenient(path, new TableReadOptions { Target = "y" }).Doubts);
        Assert.Equal(other, doubt.OtherFormat?.DecimalSeparator);
    }

    [Fact]
    public void Two_readings_of_one_text_are_both_named()
    {
        var doubt = Assert.Single(TableFile.ReadLenient(_folder.Write("a.csv",
            "a;y\n" + string.Concat(Enumerable.Range(1, 30).Select(i => $"{i},{(234 + i) % 900 + 100};p\n")))).Doubts, d => d.Name == "a");
        Assert.Equal((',', ','), (doubt.Format!.ThousandsSeparator, doubt.OtherFormat!.DecimalSeparator));
        Assert.Contains("say which", doubt.ToString());
    }

    [Fact]
    public void Several_units_are_told_and_not_read_as_one()
    {
        var path = _folder.Write("a.csv", "a,y\n" + string.Concat(Enumerable.Range(0, 30)
            .Select(i => $"{i + 1} {(i % 2 == 0 ? "kg" : "g")},p\n")));
        var doubt = Assert.Single(TableFile.ReadLenient(path).Doubts);
        Assert.Equal(["kg", "g"], doubt.Units);
        Assert.Contains("bring them to one unit", doubt.ToString());
        var options = new TableReadOptions { Units = true, Kinds = new Dictionary<string, ColumnKind> { ["a"] = ColumnKind.Numeric } };
        Assert.Equal((3L, RowFault.Mixed), (Assert.Throws<TableFormatException>(() => TableFile.Read(path, options)).BadRows[0] is var row
            ? (row.Line, row.Fault) : default));
        Assert.Equal(ColumnKind.Categorical, TableFile.Read(path, new TableReadOptions { Units = true })["a"].Kind);
    }

    [Theory]
    [InlineData("12:{0:00}:05")]
    [InlineData("0{1}:{0:00}")]
    [InlineData("{1}:{0:00} pm")]
    [InlineData("~{0}.2")]
    [InlineData("<0.{0}")]
    [InlineData("0x1{0}f")]
    [InlineData("{0}/100")]
    [InlineData("{0}.5 ± 0.1")]
    [InlineData("1.{0}x10^3")]
    public void Quantities_in_a_spelling_that_is_not_read_are_told_and_no_id(string spelling)
    {
        var path = _folder.Write("a.csv", "a,y\n" + string.Concat(Enumerable.Range(1, 40)
            .Select(i => $"{string.Format(CultureInfo.InvariantCulture, spelling, i, i % 10)},{(i % 2 == 0 ? "p" : "q")}\n")));
        var doubt = Assert.Single(TableFile.ReadLenient(path, new TableReadOptions { Target = "y" }).Doubts);
        Assert.Equal((ColumnDoubt.SpelledNumbers, true), (doubt.Doubt, doubt.IsOpen));
        Assert.Contains("write them as plain numbers", doubt.ToString());
    }

    [Theory]
    [InlineData("INV-{0}")]
    [InlineData("2023-{0:0000}")]
    [InlineData("192.168.0.{0}")]
    [InlineData("AB12{0}")]
    public void Names_that_hold_digits_stay_names(string name)
    {
        var path = _folder.Write("a.csv", "a,y\n" + string.Concat(Enumerable.Range(1, 40)
            .Select(i => $"{string.Format(CultureInfo.InvariantCulture, name, i)},{(i % 2 == 0 ? "p" : "q")}\n")));
        Assert.DoesNotContain(TableFile.ReadLenient(path, new TableReadOptions { Target = "y" }).Doubts,
            d => d.Doubt == ColumnDoubt.SpelledNumbers);
    }

    [Fact]
    public void Dates_of_a_feature_are_told_and_no_id()
    {
        var doubt = Assert.Single(TableFile.ReadLenient(_folder.Write("a.csv",
            "a,y\n" + string.Concat(Enumerable.Range(1, 28).Select(i => $"2023-02-{i:00},p\n")))).Doubts);
        Assert.Equal((ColumnDoubt.Dates, true), (doubt.Doubt, doubt.IsOpen));
        Assert.Equal(ColumnDoubt.Dates, Assert.Single(TableFile.ReadLenient(
            _folder.Write("b.csv", "a,y\n" + string.Concat(Enumerable.Range(1, 28).Select(i => $"{i}.02.2023,p\n")))).Doubts).Doubt);
    }
}

using Counterpoise.Tables;

namespace Counterpoise.Data.Tests.Text;

/// <summary>Columns of time: ISO 8601, numbers, or a format that is named; nothing is guessed.</summary>
public sealed class TimesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("2023-02-01", 1675209600)]
    [InlineData("2023-02", 1675209600)]
    [InlineData("2023-W05-3", 1675209600)]
    [InlineData("2023-032", 1675209600)]
    [InlineData("2023-02-01T00:00:10Z", 1675209610)]
    [InlineData("2023-02-01 01:00:10.5+01:00", 1675209610.5)]
    [InlineData("2023-02-01T01:00:10,250+0100", 1675209610.25)]
    [InlineData("1969-12-31T23:59:59", -1)]
    [InlineData("2024-02-29", 1709164800)]
    public void Iso_8601_is_read(string text, double seconds)
    {
        Assert.True(Iso8601.TryParse(text, out var read));
        Assert.Equal(seconds, read);
    }

    [Theory]
    [InlineData("01/02/2023")]
    [InlineData("01.02.2023")]
    [InlineData("1-2-2023")]
    [InlineData("2023/02/01")]
    [InlineData("2023-2-1")]
    [InlineData("2023-02-30")]
    [InlineData("2023-13-01")]
    [InlineData("2023-02-01T25:00")]
    [InlineData("2023-02T10:00")]
    [InlineData("Feb 1, 2023")]
    [InlineData("1 Feb 2023")]
    [InlineData("10:30")]
    [InlineData("Monday")]
    public void Anything_else_is_refused_with_line_and_text_whatever_the_culture(string text)
    {
        Assert.False(Iso8601.TryParse(text, out _));
        var before = Thread.CurrentThread.CurrentCulture;
        try
        {
            foreach (var pattern in new[] { "dd.MM.yyyy", "MM/dd/yyyy", "d/M/yy" })
            {
                var culture = (System.Globalization.CultureInfo)System.Globalization.CultureInfo.InvariantCulture.Clone();
                (culture.DateTimeFormat.ShortDatePattern, culture.DateTimeFormat.DateSeparator,
                    culture.NumberFormat.NumberDecimalSeparator) = (pattern, pattern.Contains('.') ? "." : "/", ",");
                Thread.CurrentThread.CurrentCulture = culture;
                var error = Assert.Throws<TableFormatException>(() =>
                    TableFile.Read(_folder.Write("t.csv", $"t,y\n2023-01-01,a\n\"{text}\",b\n"),
                    new TableReadOptions { Time = "t", Target = "y" }));
                Assert.Equal((3L, RowFault.NotADate, text), (error.BadRows[0].Line, error.BadRows[0].Fault, error.BadRows[0].Text));
                Assert.Contains("TimeFormat", error.Message);
            }
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_named_format_is_read_exactly()
    {
        var path = _folder.Write("t.csv", "t,y\n01/02/2023,a\n12/01/2023,b\n");
        Assert.Equal([1675209600, 1673481600], TableFile.Read(path, new TableReadOptions { Time = "t", TimeFormat = "dd/MM/yyyy" }).Time!);
        Assert.Contains("'01/02/2023' is not a date written as dd.MM.yyyy",
            Assert.Throws<TableFormatException>(() => TableFile.Read(path, new TableReadOptions { Time = "t", TimeFormat = "dd.MM.yyyy" }))
            .Message);
        Assert.ThrowsAny<ArgumentException>(() => new TableReadOptions { TimeFormat = "dd/MM/yyyy" }.Validate());
        Assert.ThrowsAny<ArgumentException>(() => new TableReadOptions { Time = "t", TimeFormat = "dd/mm/yyyy" }.Validate());
        Assert.ThrowsAny<ArgumentException>(() => new TableReadOptions { Time = "t", TimeFormat = "d" }.Validate());
    }

    [Fact]
    public void Numbers_and_dates_do_not_mix()
    {
        var error = Assert.Throws<TableFormatException>(() =>
            TableFile.Read(_folder.Write("t.csv", "t\n2023-01-01\n45000\n"), new TableReadOptions { Time = "t" }));
        Assert.Equal((3L, RowFault.Mixed), (error.BadRows[0].Line, error.BadRows[0].Fault));
        Assert.Equal([45000, 45001.5], TableFile.Read(_folder.Write("n.csv", "t\n45000\n45001.5\n"), new TableReadOptions { Time = "t" })
            .Time!);
    }
}

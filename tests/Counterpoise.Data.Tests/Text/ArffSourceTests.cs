using Counterpoise.Tables;
using Counterpoise.Tests;

namespace Counterpoise.Data.Tests.Text;

public sealed class ArffSourceTests : IDisposable
{
    private const string Header = """
        % a comment
        @RELATION 'my data'
        @ATTRIBUTE 'the size' NUMERIC
        @attribute colour {red, 'light green', "it's"}
        @attribute note string
        @attribute day date "yyyy-MM-dd"
        @attribute class {no,yes}
        @DATA

        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Quoted_names_gaps_dates_and_comments_are_read()
    {
        var table = Read("1.5,'light green','a, b',\"1970-01-02\",yes\n% no row\n?,it's,'it\\'s','1970-01-01',no\n");
        Assert.Equal([1.5, double.NaN], ((NumericColumn)table["the size"]).Values.ToArray());
        Assert.Equal(["light green", "it's"], Enumerable.Range(0, 2).Select(table["colour"].Text));
        Assert.Equal(["a, b", "it's"], Enumerable.Range(0, 2).Select(table["note"].Text));
        Assert.Equal([86400, 0], ((NumericColumn)table["day"]).Values.ToArray());
        Assert.Equal(["no", "yes"], table.Labels!.Classes);
    }

    [Fact]
    public void What_a_sparse_row_does_not_name_is_zero_or_the_first_name()
    {
        var table = Read("{0 7, 2 'x y', 3 '1970-01-01'}\n{1 ?, 2 z, 3 1970-01-02, 4 yes}\n");
        Assert.Equal([7, 0], ((NumericColumn)table["the size"]).Values.ToArray());
        Assert.Equal([0, -1], ((CategoricalColumn)table["colour"]).Codes.ToArray());
        Assert.Equal([0, 1], table.Labels!.Codes.ToArray());
        Assert.Equal("x y", table["note"].Text(0));
    }

    [Theory]
    [InlineData("1,red,x,1970-01-01,maybe\n", "column 'class': 'maybe' is none of {no, yes}")]
    [InlineData("1,red,x,1970-01-01,yes,{0.5}\n", "instance weight {0.5} is not supported")]
    [InlineData("1,'red,x,1970-01-01,yes\n", "a quote is not closed")]
    [InlineData("1,red,x,soon,yes\n", "column 'day': 'soon' is not a date")]
    [InlineData("{9 1}\n", "'9 1' is not an attribute number below 5")]
    public void Bad_rows_are_named(string row, string problem) =>
        Assert.Contains(problem, Assert.Throws<TableFormatException>(() => Read(row)).Message);

    [Fact]
    public void An_unknown_type_is_named() =>
        Assert.Contains("line 1: attribute 'b' has type 'relational'",
            Assert.Throws<TableFormatException>(() => TableFile.Read(_folder.Write("r.arff", "@attribute b relational\n@data\n"))).Message);

    [Theory]
    [InlineData("CM1", 327, 42)]
    [InlineData("JM1", 7720, 1612)]
    [InlineData("KC1", 1162, 294)]
    [InlineData("KC3", 194, 36)]
    [InlineData("KC4", 0, 0)]
    [InlineData("MC1", 1952, 36)]
    [InlineData("MC2", 124, 44)]
    [InlineData("MW1", 250, 25)]
    [InlineData("PC1", 679, 55)]
    [InlineData("PC2", 722, 16)]
    [InlineData("PC3", 1053, 130)]
    [InlineData("PC4", 1270, 176)]
    [InlineData("PC5", 1694, 458)]
    public void The_defect_sets_have_their_published_counts(string name, int rows, int defective)
    {
        var table = TableFile.Read(Repository.Data($"defects/nasa-d2/{name}.arff"), new TableReadOptions { LastColumnIsTarget = true });
        Assert.Equal((rows, defective), (table.RowCount, table.Labels!.ClassCounts()[0]));
        Assert.Equal("Y", table.Labels.Classes[0]);
    }

    private Table Read(string rows) => TableFile.Read(_folder.Write("t.arff", Header + rows), new TableReadOptions { Target = "class" });
}

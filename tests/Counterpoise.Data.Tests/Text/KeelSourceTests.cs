using Counterpoise.Tables;
using Counterpoise.Tests;

namespace Counterpoise.Data.Tests.Text;

public sealed class KeelSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Attributes_outputs_and_gaps_are_read()
    {
        var table = TableFile.Read(_folder.Write("k.dat",
            "@relation k\n@attribute A real[0,1]\n@attribute Colour {red, green}\n@attribute C {positive, negative}  \n@inputs A, "
            + "Colour\n@outputs C\n@data\n0.5, green, negative\n<null>, ?, positive\n"));
        Assert.Equal("C", table.Labels!.Name);
        Assert.Equal(["positive", "negative"], table.Labels.Classes);
        Assert.Equal([1, 0], table.Labels.Codes.ToArray());
        Assert.Equal([0.5, double.NaN], ((NumericColumn)table["A"]).Values.ToArray());
        Assert.Equal([1, -1], ((CategoricalColumn)table["Colour"]).Codes.ToArray());
    }

    [Fact]
    public void A_value_out_of_its_set_is_named()
    {
        var path = _folder.Write("k.dat", "@relation k\n@attribute A integer [0, 9]\n@attribute C {a, b}\n@data\n1, a\n2, c\n");
        Assert.Contains("line 6, column 'C': 'c' is none of {a, b}", Assert.Throws<TableFormatException>(() => TableFile.Read(path))
            .Message);
        Assert.Throws<TableFormatException>(() => TableFile.Read(_folder.Write("n.dat", "1 2 3\n")));
    }

    [Fact]
    public void Every_published_fold_loads_and_the_folds_make_up_the_set()
    {
        var folder = Repository.Data("keel-5fold");
        var sets = Directory.GetDirectories(folder);
        Assert.Equal(40, sets.Length);
        foreach (var set in sets)
        {
            var name = Path.GetFileName(set);
            var whole = TableFile.Read(Path.Combine(set, $"{name}.dat"));
            var counts = whole.Labels!.ClassCounts();
            Assert.True(counts.Max() > 8 * counts.Min(), name);
            var rows = 0;
            for (var fold = 1; fold <= 5; fold++)
            {
                var (train, test) = (Fold(set, name, fold, "tra"), Fold(set, name, fold, "tst"));
                Assert.Equal(whole.RowCount, train.RowCount + test.RowCount);
                Assert.Equal(whole.Columns.Select(c => c.Name), test.Columns.Select(c => c.Name));
                rows += test.RowCount;
            }

            Assert.Equal(whole.RowCount, rows);
        }
    }

    [Fact]
    public void Every_published_set_of_several_classes_loads()
    {
        var tables = Directory.GetFiles(Repository.Data("keel-multiclass"), "*.dat")
            .ToDictionary(p => Path.GetFileNameWithoutExtension(p), p => TableFile.Read(p));
        Assert.Equal(8, tables.Count);
        Assert.All(tables.Values, t => Assert.True(t.Labels!.ClassCounts().Count(c => c > 0) >= 3));
        Assert.Equal(1728, tables["car"].RowCount);
        Assert.Equal("Symboling", tables["automobile"].Labels!.Name);
        Assert.Equal(ColumnKind.Categorical, tables["automobile"]["Make"].Kind);
    }

    private static Table Fold(string set, string name, int fold, string part) =>
        TableFile.Read(Path.Combine(set, $"{name}-5-fold", $"{name}-5-{fold}{part}.dat"));
}

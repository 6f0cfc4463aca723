using System.Text.Json;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Tests.Numerics;

public class PrincipalComponentsTests
{
    [Fact]
    public void Scores_directions_and_shares_equal_those_of_scikit_learn()
    {
        using var oracle = JsonDocument.Parse(File.ReadAllText(Repository.Oracle("principal_components.json")));
        foreach (var expected in oracle.RootElement.EnumerateArray())
        {
            var found = PrincipalComponents.Of(Matrix(expected.GetProperty("x")), expected.GetProperty("k").GetInt32());
            AssertClose(Matrix(expected.GetProperty("scores")), found.Scores);
            AssertClose(Matrix(expected.GetProperty("directions")), found.Directions);
            Assert.Equal(Vector(expected.GetProperty("ratio")), found.ExplainedVarianceRatio, (a, b) => Math.Abs(a - b) < 1e-12);
            Assert.Equal(Vector(expected.GetProperty("mean")), found.Mean, (a, b) => Math.Abs(a - b) < 1e-12);
        }
    }

    [Fact]
    public void Points_on_a_line_have_one_component_with_its_greatest_entry_positive()
    {
        var found = PrincipalComponents.Of(new double[,] { { 0, 0 }, { -3, -4 }, { 3, 4 } }, 2);
        Assert.Equal(0.6, found.Directions[0, 0], 12);
        Assert.Equal(0.8, found.Directions[0, 1], 12);
        Assert.Equal([0, -5, 5], Enumerable.Range(0, 3).Select(i => Math.Round(found.Scores[i, 0], 12)));
        Assert.Equal(1, found.ExplainedVarianceRatio[0], 12);
        Assert.Equal(0, found.ExplainedVarianceRatio[1], 12);
    }

    [Fact]
    public void A_shift_of_all_rows_changes_no_score()
    {
        var random = new RandomStream(1);
        double[,] x = new double[20, 5], shifted = new double[20, 5];
        for (var i = 0; i < 20; i++)
        {
            for (var j = 0; j < 5; j++)
            {
                x[i, j] = random.NextNormal();
                shifted[i, j] = x[i, j] + 10 + j;
            }
        }

        AssertClose(PrincipalComponents.Of(x, 2).Scores, PrincipalComponents.Of(shifted, 2).Scores);
    }

    [Fact]
    public void Equal_rows_a_single_row_and_too_few_columns_give_zeros()
    {
        Assert.All(PrincipalComponents.Of(new double[,] { { 1, 2 }, { 1, 2 } }, 2).Scores.Cast<double>(), v => Assert.Equal(0, v));
        Assert.All(PrincipalComponents.Of(new double[,] { { 1, 2, 3 } }, 2).ExplainedVarianceRatio, v => Assert.Equal(0, v));
        Assert.Equal(0, PrincipalComponents.Of(new double[,] { { 1 }, { 2 } }, 2).Scores[1, 1]);
    }

    [Fact]
    public void What_is_not_a_table_of_numbers_is_refused()
    {
        Assert.Contains("row 1, column 0", Assert.Throws<ArgumentException>(() =>
            PrincipalComponents.Of(new[,] { { 1.0 }, { double.NaN } }, 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => PrincipalComponents.Of(new double[0, 3], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => PrincipalComponents.Of(new double[2, 3], 0));
    }

    private static void AssertClose(double[,] expected, double[,] found)
    {
        Assert.Equal((expected.GetLength(0), expected.GetLength(1)), (found.GetLength(0), found.GetLength(1)));
        Assert.All(expected.Cast<double>().Zip(found.Cast<double>()), p => Assert.Equal(p.First, p.Second, 1e-9));
    }

    private static double[] Vector(JsonElement e) => [.. e.EnumerateArray().Select(v => v.GetDouble())];

    private static double[,] Matrix(JsonElement e)
    {
        var rows = e.EnumerateArray().Select(Vector).ToArray();
        var matrix = new double[rows.Length, rows[0].Length];
        for (var i = 0; i < rows.Length; i++)
        {
            for (var j = 0; j < rows[i].Length; j++)
            {
                matrix[i, j] = rows[i][j];
            }
        }

        return matrix;
    }
}

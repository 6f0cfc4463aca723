using Counterpoise.Messages;
using Counterpoise.Numerics;

namespace Counterpoise.Tests.Numerics;

public class FiniteCheckTests
{
    private const int Rows = 40_000;
    private const int Columns = 17;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(20_000, 5)]
    [InlineData(Rows - 1, Columns - 1)]
    public void The_first_value_that_is_not_finite_is_named_for_any_number_of_threads(int row, int column)
    {
        var matrix = new DenseMatrix(Rows, Columns);
        matrix[Rows - 1, Columns - 1] = double.PositiveInfinity;
        matrix[row, column] = double.NaN;

        Assert.All(new[] { 1, 2, 5 }, threads => Assert.StartsWith(
            $"row {row}, column {column} is NaN", Assert.Throws<DataMismatchException>(() => FiniteCheck.Require(matrix, threads: threads))
                .Message));
    }

    [Fact]
    public void A_missing_value_may_be_allowed_an_infinity_never()
    {
        var matrix = new DenseMatrix(Rows, Columns);
        matrix[3, 2] = double.NaN;
        FiniteCheck.Require(matrix, allowMissing: true, threads: 3);

        matrix[30_000, 1] = double.NegativeInfinity;

        Assert.StartsWith("row 30000, column 1 is an infinity",
            Assert.Throws<DataMismatchException>(() => FiniteCheck.Require(matrix, allowMissing: true, threads: 3)).Message);
    }
}

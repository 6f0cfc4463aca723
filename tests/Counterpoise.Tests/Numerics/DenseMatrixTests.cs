using Counterpoise.Numerics;

namespace Counterpoise.Tests.Numerics;

public class DenseMatrixTests
{
    private static readonly DenseMatrix Matrix = DenseMatrix.FromRows([1, 2], [3, 4], [5, 6]);

    [Fact]
    public void Rows_columns_and_selections_read_the_same_values()
    {
        Assert.Equal([3.0, 4.0], Matrix.Row(1).ToArray());
        Assert.Equal([2.0, 4.0, 6.0], Matrix.Column(1));
        Assert.Equal(6, Matrix[2, 1]);
        Assert.Equal([5.0, 6.0, 1.0, 2.0, 5.0, 6.0], Matrix.SelectRows([2, 0, 2]).Data);
    }

    [Fact]
    public void Shapes_that_do_not_fit_say_so()
    {
        Assert.Contains("needs 6 values, found 5", Assert.Throws<ArgumentException>(() => new DenseMatrix(2, 3, new double[5])).Message);
        Assert.Contains("row 1 has 1 values", Assert.Throws<ArgumentException>(() => DenseMatrix.FromRows([1, 2], [3])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Matrix.Column(2));
    }
}

using Counterpoise.Neighbors;

namespace Counterpoise.Tests.Neighbors;

public class BoxDistanceTests
{
    [Fact]
    public void The_bound_is_the_distance_of_the_nearest_points_at_any_number_of_columns()
    {
        var random = new Random(3);
        for (var columns = 1; columns <= 13; columns++)
        {
            var (low, high, otherLow, otherHigh) = (new double[columns], new double[columns], new double[columns], new double[columns]);
            var expected = 0.0;
            for (var c = 0; c < columns; c++)
            {
                low[c] = random.NextDouble();
                high[c] = low[c] + random.NextDouble();
                otherLow[c] = (4 * random.NextDouble()) - 2;
                otherHigh[c] = otherLow[c] + random.NextDouble();
                var gap = Math.Max(0, Math.Max(otherLow[c] - high[c], low[c] - otherHigh[c]));
                expected += gap * gap;
            }

            var found = BoxDistance.Squared(low, high, otherLow, otherHigh);
            Assert.Equal(expected, found, 1e-9);
            Assert.True(found <= expected);
            Assert.Equal(found, BoxDistance.Squared(otherLow, otherHigh, low, high));
        }
    }
}

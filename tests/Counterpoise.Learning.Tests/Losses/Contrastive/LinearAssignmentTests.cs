using Counterpoise.Learning.Losses;
using Counterpoise.Randomness;

namespace Counterpoise.Tests.Learning.Losses;

public class LinearAssignmentTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(6)]
    public void The_sum_is_the_least_of_all_orders(int count)
    {
        for (ulong seed = 0; seed < 50; seed++)
        {
            var random = new RandomStream(seed);
            // Whole numbers of a small range make ties.
            var costs = Enumerable.Range(0, count * count).Select(_ => random.NextInteger(7) - 3.0).ToArray();
            var found = LinearAssignment.Solve(costs, count);
            Assert.Equal(Enumerable.Range(0, count), found.Order());
            Assert.Equal(Orders(count).Min(order => Sum(costs, order)), Sum(costs, found), 1e-12);
        }
    }

    [Fact]
    public void Of_two_hundred_the_hidden_order_is_found()
    {
        var random = new RandomStream(5);
        var order = Enumerable.Range(0, 200).ToArray();
        random.Shuffle<int>(order);
        var costs = new double[200 * 200];
        for (var i = 0; i < costs.Length; i++)
        {
            costs[i] = random.NextDouble() - (order[i / 200] == i % 200 ? 1 : 0);
        }

        Assert.Equal(order, LinearAssignment.Solve(costs, 200));
    }

    [Fact]
    public void Of_nothing_there_is_nothing() => Assert.Empty(LinearAssignment.Solve([], 0));

    private static double Sum(double[] costs, int[] columns) => columns.Select((column, row) => costs[(row * columns.Length) + column])
        .Sum();

    private static IEnumerable<int[]> Orders(int count) => count == 0
        ? [[]]
        : Orders(count - 1).SelectMany(order => Enumerable.Range(0, count)
            .Select(place => (int[])[.. order[..place], count - 1, .. order[place..]]));
}

using System.Text.Json;
using Counterpoise.Randomness;

namespace Counterpoise.Tests.Randomness;

public class NumPyRandomStateTests
{
    public static TheoryData<int> Cases => [.. Enumerable.Range(0, 6)];

    [Theory, MemberData(nameof(Cases))]
    public void Every_draw_equals_NumPys(int number)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(OracleFile));
        var oracle = file.RootElement.GetProperty("cases")[number];
        var seed = oracle.GetProperty("seed").EnumerateArray().Select(v => v.GetUInt32()).ToArray();
        var random = oracle.GetProperty("array").GetBoolean() ? new NumPyRandomState(seed.AsSpan()) : new NumPyRandomState(seed[0]);
        double[] Reals(string name) => [.. oracle.GetProperty(name).EnumerateArray().Select(v => v.GetDouble())];
        long[] Integers(string name) => [.. oracle.GetProperty(name).EnumerateArray().Select(v => v.GetInt64())];
        int[] Indices(string name) => [.. oracle.GetProperty(name).EnumerateArray().Select(v => v.GetInt32())];

        Assert.Equal(Reals("random_sample"), random.RandomSample(5));
        Assert.Equal(Integers("randint_10"), random.RandInt(0, 10, 8));
        Assert.Equal(Integers("randint_1"), random.RandInt(0, 1, 3));
        Assert.Equal(Integers("randint_big"), random.RandInt(0, 5_000_000_000_000, 4));
        Assert.Equal(Integers("randint_negative"), random.RandInt(-7, 1000, 6));
        Assert.Equal(oracle.GetProperty("randint_scalar").GetInt64(), random.NextInteger(123));
        Assert.Equal(Reals("uniform"), random.Uniform(-2, 3, 4));
        AssertClose(Reals("normal_odd"), random.StandardNormal(3));
        AssertClose(Reals("normal_more"), random.StandardNormal(4));
        Assert.Equal(Indices("permutation"), random.Permutation(17));
        var values = Enumerable.Range(0, 9).ToArray();
        random.Shuffle(values.AsSpan());
        Assert.Equal(Indices("shuffle"), values);
        Assert.Equal(Indices("choice"), random.Choice(50, 6));
        Assert.Equal(Indices("choice_without"), random.Choice(50, 6, replace: false));
        double[] p = [0.1, 0.0, 0.4, 0.2, 0.3];
        Assert.Equal(Indices("choice_p"), random.Choice(p, 7));
        Assert.Equal(Indices("choice_p_without"), random.Choice(p, 4, replace: false));
        AssertClose(Reals("gamma_small"), Draw(4, () => random.Gamma(0.3)));
        AssertClose(Reals("gamma_large"), Draw(4, () => random.Gamma(7.5)));
        AssertClose([oracle.GetProperty("gamma_one").GetDouble()], [random.Gamma(1)]);
        AssertClose(Reals("beta_large"), Draw(3, () => random.Beta(10, 10)));
        AssertClose(Reals("beta_small"), Draw(3, () => random.Beta(0.5, 0.7)));
        Assert.Equal(Reals("after_many")[0], random.RandomSample(2000)[^1]);
        Assert.Equal(Reals("after_many")[1], random.NextInteger(int.MaxValue));
    }

    [Fact]
    public void A_restored_state_continues_with_the_spare_normal()
    {
        var random = new NumPyRandomState(7);
        random.NextNormal();
        var state = random.GetState();
        var expected = random.StandardNormal(3);
        random.SetState(state);
        Assert.Equal(expected, random.StandardNormal(3));
        Assert.Throws<ArgumentException>(() => random.SetState(new uint[3]));
    }

    [Fact]
    public void Impossible_draws_say_so()
    {
        var random = new NumPyRandomState(7);
        Assert.Throws<ArgumentException>(() => new NumPyRandomState([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.NextInteger(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.Choice(3, 4, replace: false));
        Assert.Throws<ArgumentException>(() => random.Choice([0.5, -0.5], 1));
        Assert.Throws<ArgumentException>(() => random.Choice([0.5, 0], 2, replace: false));
    }

    private static string OracleFile => Repository.Oracle("numpy_random.json");

    private static double[] Draw(int count, Func<double> draw) => [.. Enumerable.Range(0, count).Select(_ => draw())];

    private static void AssertClose(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 1e-14 * Math.Max(1, Math.Abs(expected[i])));
        }
    }
}

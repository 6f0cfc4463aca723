namespace Counterpoise.Randomness;

public sealed partial class NumPyRandomState
{
    /// <summary>Draws <c>random_sample(count)</c>, uniform in [0, 1).</summary>
    /// <param name="count">How many; at least 0.</param>
    public double[] RandomSample(int count) => Uniform(0, 1, count);

    /// <summary>Draws <c>uniform(low, high, count)</c>.</summary>
    /// <param name="low">Lower bound.</param>
    /// <param name="high">Upper bound.</param>
    /// <param name="count">How many; at least 0.</param>
    public double[] Uniform(double low, double high, int count)
    {
        var values = new double[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = low + ((high - low) * NextDouble());
        }

        return values;
    }

    /// <summary>Draws one <c>randint(low, high)</c>, uniform in [low, high).</summary>
    /// <param name="low">Lower bound, included.</param>
    /// <param name="high">Upper bound, not included; above <paramref name="low"/>.</param>
    public long RandInt(long low, long high) => low + NextInteger(high - low);

    /// <summary>Draws <c>randint(low, high, count)</c>, uniform in [low, high).</summary>
    /// <param name="low">Lower bound, included.</param>
    /// <param name="high">Upper bound, not included; above <paramref name="low"/>.</param>
    /// <param name="count">How many; at least 0.</param>
    public long[] RandInt(long low, long high, int count)
    {
        var values = new long[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = low + NextInteger(high - low);
        }

        return values;
    }

    /// <summary>Draws <c>standard_normal(count)</c>.</summary>
    /// <param name="count">How many; at least 0.</param>
    public double[] StandardNormal(int count)
    {
        var values = new double[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = NextNormal();
        }

        return values;
    }

    /// <summary>Draws <c>permutation(count)</c>: the numbers 0 to count - 1 in random order.</summary>
    /// <param name="count">How many; at least 0.</param>
    public int[] Permutation(int count)
    {
        var values = new int[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = i;
        }

        Shuffle(values.AsSpan());
        return values;
    }

    /// <summary>Draws <c>choice(population, count, replace)</c>: indices, all equally likely.</summary>
    /// <param name="population">Size of the population; at least 1.</param>
    /// <param name="count">How many; at most <paramref name="population"/> without replacement.</param>
    /// <param name="replace">Whether an index may be drawn twice.</param>
    /// <exception cref="ArgumentOutOfRangeException">More are asked than there are, without replacement.</exception>
    public int[] Choice(int population, int count, bool replace = true)
    {
        if (!replace)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(count, population);
            return Permutation(population)[..count];
        }

        var values = new int[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = (int)NextInteger(population);
        }

        return values;
    }

    /// <summary>Draws <c>choice(p.Length, count, replace, p)</c>: indices with the given probabilities.</summary>
    /// <param name="probabilities">Non-negative weights; their sum is taken as one.</param>
    /// <param name="count">How many; without replacement at most the number of positive probabilities.</param>
    /// <param name="replace">Whether an index may be drawn twice.</param>
    /// <exception cref="ArgumentException">A probability is negative or NaN, or too few are positive.</exception>
    public int[] Choice(ReadOnlySpan<double> probabilities, int count, bool replace = true)
    {
        var weights = probabilities.ToArray();
        var positive = weights.Count(w => w > 0);
        if (weights.Any(w => !(w >= 0)) || positive == 0 || (!replace && positive < count))
        {
            throw new ArgumentException(
                $"{count} draws need probabilities that are not negative, and without replacement as many positive ones; found "
                    + $"{positive} positive of {weights.Length}",
                nameof(probabilities));
        }

        if (replace)
        {
            var cumulative = Cumulative(weights);
            return Array.ConvertAll(RandomSample(count), u => UpperBound(cumulative, u));
        }

        var found = new List<int>(count);
        while (found.Count < count)
        {
            var uniform = RandomSample(count - found.Count);
            foreach (var index in found)
            {
                weights[index] = 0;
            }

            var cumulative = Cumulative(weights);
            found.AddRange(uniform.Select(u => UpperBound(cumulative, u)).Distinct().ToArray());
        }

        return [.. found];
    }

    /// <summary>Draws one <c>standard_gamma(shape)</c>.</summary>
    /// <param name="shape">Shape parameter; at least 0.</param>
    public double Gamma(double shape)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(shape);
        return shape switch
        {
            0 => 0,
            1 => -Math.Log(1.0 - NextDouble()),
            < 1 => GammaBelowOne(shape),
            _ => GammaDraw.AboveOne(this, shape),
        };
    }

    /// <summary>Draws one <c>beta(a, b)</c>.</summary>
    /// <param name="a">First shape; above 0.</param>
    /// <param name="b">Second shape; above 0.</param>
    public double Beta(double a, double b)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(a);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(b);
        if (a > 1 || b > 1)
        {
            var first = Gamma(a);
            return first / (first + Gamma(b));
        }

        while (true)
        {
            double u = NextDouble(), v = NextDouble();
            double x = Math.Pow(u, 1.0 / a), y = Math.Pow(v, 1.0 / b);
            if (x + y > 1.0)
            {
                continue;
            }

            if (x + y > 0)
            {
                return x / (x + y);
            }

            double logX = Math.Log(u) / a, logY = Math.Log(v) / b;
            var larger = Math.Max(logX, logY);
            logX -= larger;
            logY -= larger;
            return Math.Exp(logX - Math.Log(Math.Exp(logX) + Math.Exp(logY)));
        }
    }

    private double GammaBelowOne(double shape)
    {
        while (true)
        {
            var u = NextDouble();
            var v = -Math.Log(1.0 - NextDouble());
            if (u <= 1.0 - shape)
            {
                var x = Math.Pow(u, 1.0 / shape);
                if (x <= v)
                {
                    return x;
                }
            }
            else
            {
                var y = -Math.Log((1 - u) / shape);
                var x = Math.Pow(1.0 - shape + (shape * y), 1.0 / shape);
                if (x <= v + y)
                {
                    return x;
                }
            }
        }
    }

    private static double[] Cumulative(double[] weights)
    {
        var cumulative = new double[weights.Length];
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            cumulative[i] = sum += weights[i];
        }

        for (var i = 0; i < weights.Length; i++)
        {
            cumulative[i] /= sum;
        }

        return cumulative;
    }

    private static int UpperBound(double[] cumulative, double value)
    {
        int low = 0, high = cumulative.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (cumulative[middle] > value)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }
}

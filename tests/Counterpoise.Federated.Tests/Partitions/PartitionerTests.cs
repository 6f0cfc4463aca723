using Counterpoise.Federated.Partitions;

namespace Counterpoise.Tests.Federated.Partitions;

public class PartitionerTests
{
    private static readonly int[] Labels = [.. Enumerable.Range(0, 4000).Select(i => i % 10 < 6 ? 0 : (i % 4) + 1)];

    public static TheoryData<PartitionKind> Kinds => [.. Enum.GetValues<PartitionKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_row_belongs_to_exactly_one_client(PartitionKind kind)
    {
        for (var seed = 0UL; seed < 20; seed++)
        {
            var partition = Partitioner.Split(Labels, 5, new PartitionOptions { Kind = kind, Clients = 7, Alpha = 0.2 }, seed);
            Assert.Equal(7, partition.Clients);
            Assert.Equal(Enumerable.Range(0, Labels.Length), partition.Rows.SelectMany(rows => rows).Order());
            Assert.All(partition.Rows.Zip(partition.Counts), client =>
                Assert.Equal(client.Second, Enumerable.Range(0, 5).Select(c => client.First.Count(row => Labels[row] == c))));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_seed_decides(PartitionKind kind)
    {
        var options = new PartitionOptions { Kind = kind };
        Assert.Equal(Partitioner.Split(Labels, 5, options, 3).Rows, Partitioner.Split(Labels, 5, options, 3).Rows);
        Assert.NotEqual(Partitioner.Split(Labels, 5, options, 3).Rows, Partitioner.Split(Labels, 5, options, 4).Rows);
    }

    [Theory]
    [InlineData(PartitionKind.DirichletPerSample)]
    [InlineData(PartitionKind.DirichletCut)]
    public void A_huge_alpha_gives_every_client_the_same_share_of_each_class(PartitionKind kind)
    {
        var partition = Partitioner.Split(Labels, 5, new PartitionOptions { Kind = kind, Clients = 4, Alpha = 1e6 }, 1);
        for (var c = 0; c < 5; c++)
        {
            var total = partition.Counts.Sum(counts => counts[c]);
            var sigma = Math.Sqrt(total * 0.25 * 0.75);
            Assert.All(partition.Counts, counts => Assert.InRange(counts[c], (total / 4.0) - (3 * sigma), (total / 4.0) + (3 * sigma)));
        }
    }

    [Theory]
    [InlineData(PartitionKind.DirichletPerSample)]
    [InlineData(PartitionKind.DirichletCut)]
    public void A_tiny_alpha_puts_most_classes_on_one_client(PartitionKind kind)
    {
        var alone = Enumerable.Range(0, 100).Sum(seed =>
        {
            var partition = Partitioner.Split(Labels, 5, new PartitionOptions { Kind = kind, Clients = 10, Alpha = 0.01 }, (ulong)seed);
            return Enumerable.Range(0, 5).Count(c => partition.Counts.Max(counts => counts[c]) > 0.95 * partition.Counts.Sum(counts =>
                counts[c]));
        });
        // The largest share is above 0.95 with a probability of at least 0.05^0.09 = 0.76, less for the rows drawn one by one.
        Assert.InRange(alone, 340, 500);
    }

    [Fact]
    public void Shards_are_of_one_size_and_hold_few_classes()
    {
        int[] labels = [.. Enumerable.Range(0, 1000).Select(i => i / 100)];
        var partition = Partitioner.Split(labels, 10, new PartitionOptions { Kind = PartitionKind.Shards, Clients = 5,
            ShardsPerClient = 2 }, 1);
        Assert.All(partition.Rows, rows => Assert.Equal(200, rows.Count));
        Assert.All(partition.Counts, counts => Assert.InRange(counts.Count(n => n > 0), 1, 2));
    }

    [Fact]
    public void Pathological_clients_hold_as_many_classes_as_asked()
    {
        int[] labels = [.. Enumerable.Range(0, 1000).Select(i => i % 10)];
        var partition = Partitioner.Split(labels, 10, new PartitionOptions { Kind = PartitionKind.Pathological, Clients = 10,
            ClassesPerClient = 3 }, 1);
        Assert.All(partition.Counts, counts => Assert.Equal(3, counts.Count(n => n > 0)));
    }

    [Fact]
    public void Quantity_skew_keeps_the_proportions_of_classes()
    {
        var partition = Partitioner.Split(Labels, 5, new PartitionOptions { Kind = PartitionKind.QuantitySkew, Clients = 5, Alpha = 0.5 },
            2);
        Assert.True(partition.Rows.Max(rows => rows.Count) > 2 * partition.Rows.Min(rows => rows.Count));
        var majority = Labels.Count(label => label == 0) / (double)Labels.Length;
        Assert.All(partition.Rows.Zip(partition.Counts).Where(client => client.First.Count > 100),
            client => Assert.Equal(majority, client.Second[0] / (double)client.First.Count, 0.02));
    }

    [Fact]
    public void A_natural_id_makes_a_client_of_each_value()
    {
        var partition = Partitioner.SplitById([0, 1, 0, 1], 2, ["b", "a", "b", "c"]);
        Assert.Equal(["a", "b", "c"], partition.Names);
        Assert.Equal([1], partition.Rows[0]);
        Assert.Equal([0, 2], partition.Rows[1]);
        Assert.Contains("row 1 has no id", Assert.Throws<ArgumentException>(() => Partitioner.SplitById([0, 1], 2, ["a", ""])).Message);
    }

    [Fact]
    public void A_minimum_that_no_draw_meets_is_an_error_that_names_alpha_and_the_minimum()
    {
        var error = Assert.Throws<InvalidOperationException>(() =>
            Partitioner.Split(Labels, 5, new PartitionOptions { Clients = 20, Alpha = 0.01, MinimumRows = 150, Attempts = 5 }, 1));
        Assert.Contains("alpha 0.01", error.Message);
        Assert.Contains("at least 150 rows", error.Message);
        Assert.Contains("need 5000 rows", Assert.Throws<ArgumentException>(() =>
            Partitioner.Split(Labels, 5, new PartitionOptions { Clients = 10, MinimumRows = 500 }, 1)).Message);
        var met = Partitioner.Split(Labels, 5, new PartitionOptions { Clients = 5, Alpha = 0.5, MinimumRows = 100 }, 1);
        Assert.True(met.Rows.Min(rows => rows.Count) >= 100);
    }

    [Fact]
    public void Bad_input_says_what_was_found()
    {
        Assert.Contains("row 2 has label 5", Assert.Throws<ArgumentException>(() =>
            Partitioner.Split([0, 1, 5], 5, new PartitionOptions(), 1)).Message);
        Assert.Contains("no rows", Assert.Throws<ArgumentException>(() => Partitioner.Split([], 5, new PartitionOptions(), 1)).Message);
        Assert.Contains("Alpha is 0", Assert.Throws<Counterpoise.Options.InvalidOptionsException>(() =>
            Partitioner.Split([0], 1, new PartitionOptions { Alpha = 0 }, 1)).Message);
        Assert.Contains("cannot hold 5 classes", Assert.Throws<ArgumentException>(() =>
            Partitioner.Split(Labels, 5, new PartitionOptions { Kind = PartitionKind.Pathological, Clients = 2, ClassesPerClient = 2 }, 1))
            .Message);
    }
}

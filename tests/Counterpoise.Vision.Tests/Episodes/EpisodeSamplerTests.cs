using Counterpoise.Vision.Episodes;

namespace Counterpoise.Vision.Tests.Episodes;

public sealed class EpisodeSamplerTests
{
    [Fact]
    public void No_patient_is_among_supports_and_queries_even_with_scans_of_two_classes()
    {
        int[] patients = [.. Enumerable.Range(0, 120).Select(i => i / 4)];
        int[] labels = [.. Enumerable.Range(0, 120).Select(i => i % 3)];
        var sampler = new EpisodeSampler(labels, patients, null, 7);
        for (var number = 0; number < 30; number++)
        {
            var episode = sampler.Draw(number, 2, 5, 8);
            EpisodeSampler.RequireDisjoint(episode, patients);
            Assert.Equal([5, 5], Enumerable.Range(0, 2).Select(w => episode.SupportLabels.Count(l => l == w)));
            Assert.Equal(episode.Support.Length, episode.Support.Distinct().Count());
            Assert.Equal(episode.Query.Length, episode.Query.Distinct().Count());
            Assert.All(episode.Query.Zip(episode.QueryLabels), q => Assert.Equal(episode.Classes[q.Second], labels[q.First]));
            Assert.InRange(episode.QueryLabels.Count(l => l == 0), 1, 8);
        }
    }

    [Fact]
    public void An_episode_depends_on_seed_and_number_alone()
    {
        int[] labels = [.. Enumerable.Range(0, 40).Select(i => i % 4)];
        var first = new EpisodeSampler(labels, null, null, 3);
        first.Draw(0, 2, 2, 2);
        Assert.Equal(first.Draw(5, 3, 2, 4).Query, new EpisodeSampler(labels, null, null, 3).Draw(5, 3, 2, 4).Query);
        Assert.NotEqual(first.Draw(5, 3, 2, 4).Query, new EpisodeSampler(labels, null, null, 4).Draw(5, 3, 2, 4).Query);
    }

    [Fact]
    public void A_class_with_few_rows_gives_fewer_supports_and_one_row_gives_no_query()
    {
        var sampler = new EpisodeSampler([0, 1, 1, 1], null, null, 1);
        var episode = sampler.Draw(0, 2, 5, 5);
        Assert.Equal([1, 2], Enumerable.Range(0, 2).Select(w => episode.SupportLabels.Count(l => l == w)));
        Assert.Equal([1], episode.QueryLabels);
        Assert.Throws<ArgumentException>(() => { sampler.Draw(0, 3, 1, 1); });
        Assert.Throws<ArgumentException>(() => { new EpisodeSampler([0, 1], [1], null, 1); });
        Assert.Contains("patient 4", Assert.Throws<ArgumentException>(() =>
            EpisodeSampler.RequireDisjoint(new([0], [0], [0], [1], [0]), [4, 4])).Message, StringComparison.Ordinal);
    }
}

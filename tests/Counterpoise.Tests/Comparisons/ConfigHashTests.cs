using Counterpoise.Comparisons;

namespace Counterpoise.Tests.Comparisons;

public class ConfigHashTests
{
    [Fact]
    public void The_order_of_settings_does_not_matter_and_every_value_does()
    {
        var hash = ConfigHash.Of([new("a", "1"), new("b", "2")]);
        Assert.Equal(hash, ConfigHash.Of([new("b", "2"), new("a", "1")]));
        Assert.NotEqual(hash, ConfigHash.Of([new("a", "1"), new("b", "3")]));
        Assert.NotEqual(ConfigHash.Of([new("ab", "c")]), ConfigHash.Of([new("a", "bc")]));
        Assert.Matches("^[0-9a-f]{32}$", hash);
    }

    [Fact]
    public void A_setting_given_twice_is_refused() =>
        Assert.Contains("'a'", Assert.Throws<ArgumentException>(() => ConfigHash.Of([new("a", "1"), new("a", "2")])).Message,
            StringComparison.Ordinal);
}

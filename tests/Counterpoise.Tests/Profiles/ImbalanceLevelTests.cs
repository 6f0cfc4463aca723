using Counterpoise.Profiles;

namespace Counterpoise.Tests.Profiles;

public class ImbalanceLevelTests
{
    [Fact]
    public void Balanced_classes_have_level_zero_and_a_single_mass_the_maximum()
    {
        Assert.Equal(0, ImbalanceLevel.StandardDeviation([7, 7, 7]), 1e-15);
        Assert.Equal(Math.Sqrt(4) / 5, ImbalanceLevel.StandardDeviation([0, 0, 9, 0, 0]), 1e-15);
    }

    [Fact]
    public void By_hand_four_rare_classes_of_five_percent_give_three_tenths()
    {
        Assert.Equal(0.3, ImbalanceLevel.StandardDeviation([75, 75, 75, 75, 1200]), 1e-15);
        Assert.Equal(0.335410, ImbalanceLevel.StandardDeviation([75, 75, 75, 75, 1200], 1), 1e-6);
    }

    [Fact]
    public void Counts_without_rows_or_classes_are_refused()
    {
        Assert.Throws<ArgumentException>(() => ImbalanceLevel.StandardDeviation([]));
        Assert.Throws<ArgumentException>(() => ImbalanceLevel.StandardDeviation([0, 0]));
        Assert.Throws<ArgumentException>(() => ImbalanceLevel.StandardDeviation([5], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImbalanceLevel.StandardDeviation([5, -1]));
    }
}

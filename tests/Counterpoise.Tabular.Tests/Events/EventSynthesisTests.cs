using Counterpoise.Options;
using Counterpoise.Randomness;
using Counterpoise.Tables;
using Counterpoise.Tabular.Events;

namespace Counterpoise.Tests.Tabular.Events;

public class EventSynthesisTests
{
    private static readonly DrivingSimulatorOptions Many = new() { Events = 300, DelayedShare = .1, FalseShare = .1 };

    [Fact]
    public void Every_generated_and_every_synthetic_event_could_have_been_driven()
    {
        var events = DrivingSimulator.Generate(new RandomStream(1), Many);
        Assert.All(events, e => Assert.Null(KinematicCheck.Fault(e)));
        var made = new EventSynthesis(new() { Ratio = 2 }).Make(events, new RandomStream(2));
        Assert.All(made, m => Assert.Null(KinematicCheck.Fault(m.Event)));
        Assert.InRange(made.Count, 1.8 * events.Count(e => e.Label != DrivingLabel.True),
            2 * events.Count(e => e.Label != DrivingLabel.True));
        Assert.Equal(4, made.Select(m => m.Manipulation).Distinct().Count());
    }

    [Fact]
    public void A_target_that_is_brought_nearer_keeps_its_rates_and_leaves_less_than_a_second()
    {
        var events = DrivingSimulator.Generate(new RandomStream(3), Many);
        var byId = events.ToDictionary(e => e.Id);
        foreach (var made in new EventSynthesis(new() { TransplantShare = 0 }).Make(events, new RandomStream(4)))
        {
            var template = byId[made.Template];
            Assert.Equal(DrivingLabel.True, template.Label);
            if (made.Manipulation == EventManipulation.Nearer)
            {
                Assert.InRange(made.Event.TimeToCollision(made.Event.TriggerFrame), .4, .8);
                double[] Shifts(int channel) => [.. Enumerable.Range(0, 40)
                    .Select(t => template.Values[1, t, channel] - made.Event.Values[1, t, channel])];
                Assert.Equal(Shifts(0).Max(), Shifts(0).Min(), 1e-9);
                Assert.True(Shifts(0)[0] > 0);
                Assert.All(Shifts(2), s => Assert.Equal(0, s));
            }
            else if (made.Manipulation == EventManipulation.OutOfPath)
            {
                Assert.All(Enumerable.Range(0, 40), t => Assert.True(Math.Abs(made.Event.Values[1, t, 1]) >= 2.5 - 1e-9));
            }
            else
            {
                Assert.All(Enumerable.Range(0, 40), t => Assert.False(made.Event.Present[1, t]));
            }
        }
    }

    [Fact]
    public void Transplanted_events_have_the_donors_tracks_and_the_templates_other_agents()
    {
        var events = DrivingSimulator.Generate(new RandomStream(5), Many);
        var byId = events.ToDictionary(e => e.Id);
        var made = new EventSynthesis(new() { TransplantShare = 1, MaskShare = 0 }).Make(events, new RandomStream(6));
        Assert.All(made, m =>
        {
            var (template, donor) = (byId[m.Template], byId[m.Donor!.Value]);
            Assert.Equal(donor.Label, m.Event.Label);
            Assert.Equal(donor.Values[1, 10, 0], m.Event.Values[1, 10, 0]);
            Assert.Equal(donor.Values[0, 10, 0], m.Event.Values[0, 10, 0]);
            Assert.Equal(template.Values[4, 10, 0], m.Event.Values[4, 10, 0]);
        });
    }

    [Fact]
    public void Equal_draws_give_equal_events_and_the_input_stays()
    {
        var events = DrivingSimulator.Generate(new RandomStream(7), Many);
        var before = events[0].Values[1, 5, 0];
        var (first, again) = (new EventSynthesis().Make(events, new RandomStream(8)),
            new EventSynthesis().Make(events, new RandomStream(8)));
        Assert.Equal(first.Select(f => (f.Template, f.Donor, f.Manipulation)), again.Select(f => (f.Template, f.Donor, f.Manipulation)));
        Assert.Equal(first[0].Event.Values.Cast<double>(), again[0].Event.Values.Cast<double>());
        Assert.Equal(before, events[0].Values[1, 5, 0]);
        Assert.All(first, f => Assert.True(f.Event.Id < 0));
    }

    [Fact]
    public void Checks_name_what_could_not_have_been_driven()
    {
        DrivingEvent Changed(Action<DrivingEvent> change)
        {
            var copy = DrivingSimulator.Generate(new RandomStream(9), Many)[0].Copy(1, DrivingLabel.True);
            change(copy);
            return copy;
        }

        Assert.Contains("accelerates by 12", KinematicCheck.Fault(Changed(e => e.Values[1, 3, 4] = 12)));
        Assert.Contains("speed is -1", KinematicCheck.Fault(Changed(e => e.Values[0, 3, 0] = -1)));
        Assert.Contains("passes through", KinematicCheck.Fault(Changed(e => e.Values[1, 3, 0] = -5)));
        Assert.Contains("its rate gives", KinematicCheck.Fault(Changed(e => e.Values[1, 3, 0] += 5)));
        Assert.Equal(2, DrivingEvent.TimeToCollision(20, 10));
        Assert.Equal(double.PositiveInfinity, DrivingEvent.TimeToCollision(20, 0));
    }

    [Fact]
    public void Twenty_features_are_finite_also_of_a_target_that_was_taken_away()
    {
        var events = DrivingSimulator.Generate(new RandomStream(10), Many);
        var table = EventFeatures.From([.. events, .. new EventSynthesis(new() { TransplantShare = 0 }).Make(events, new RandomStream(11))
            .Select(m => m.Event)]);
        Assert.Equal(20, table.Columns.Count);
        Assert.All(table.Columns, c => Assert.All(((NumericColumn)c).Values.ToArray(), v => Assert.True(double.IsFinite(v))));
        Assert.Equal(["true", "delayed", "false"], table.RequireLabels().Classes);
    }

    [Fact]
    public void No_template_other_frames_and_options_out_of_range_are_refused()
    {
        var events = DrivingSimulator.Generate(new RandomStream(12), Many);
        Assert.Contains("is a true trigger", Assert.Throws<ArgumentException>(() =>
            new EventSynthesis().Make([.. events.Where(e => e.Label == DrivingLabel.False)], new RandomStream(1))).Message);
        var shorter = DrivingSimulator.Generate(new RandomStream(12), Many with { Frames = 20 });
        Assert.Contains("20 frames", Assert.Throws<ArgumentException>(() =>
            new EventSynthesis().Make([.. events, shorter[0]], new RandomStream(1))).Message);
        Assert.Equal(4, Assert.Throws<InvalidOptionsException>(() =>
            new EventSynthesisOptions { Ratio = 0, TransplantShare = 2, MaskShare = 1, Tries = 0 }.Validate()).Faults.Count);
        Assert.Equal(2, Assert.Throws<InvalidOptionsException>(() =>
            new DrivingSimulatorOptions { DelayedShare = .6, FalseShare = .5, Agents = 1 }.Validate()).Faults.Count);
    }
}

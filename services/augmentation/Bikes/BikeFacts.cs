namespace Inpaint.Augmentation.Bikes;

/// <summary>
/// What can truly be said of a bicycle. Every fact is a list of wordings, each a noun phrase with its article; the words that name parts
/// stand in no wording of another part, so that what a description claims can be checked.
/// </summary>
internal static class BikeFacts
{
    /// <summary>All facts of a design, each with its wordings.</summary>
    public static List<string[]> Of(BikeDesign design)
    {
        var facts = new List<string[]>();
        AddFrame(facts, design);
        AddWheels(facts, design);
        AddDrive(facts, design);
        AddAccessories(facts, design);
        return facts;
    }

    private static void AddFrame(List<string[]> facts, BikeDesign design)
    {
        if (design.Material != FrameMaterial.Other)
            facts.Add(Material(design.Material));
        facts.Add(Handlebar(design));
        if (design.CurvedTopTube)
            facts.Add(["a gracefully arched top tube", "a curved top tube", "the sweep of an arched top tube", "a softly curved top tube"]);
        if (design.Fork == ForkKind.Suspension)
            facts.Add(["a plush suspension fork", "a suspension fork that swallows bumps", "a shock-absorbing suspension fork", "front suspension"]);
        else if (design.Fork == ForkKind.DoubleCrown)
            facts.Add(["a double-crown suspension fork", "a stiff double-crown suspension fork", "downhill-grade double-crown suspension"]);
        if (SaddlePainter.IsLeather(design))
            facts.Add(["a brown leather saddle", "a classic leather saddle", "a hand-finished leather saddle", "a supple brown leather seat"]);
    }

    private static string[] Material(FrameMaterial material) => material switch
    {
        FrameMaterial.Aluminium => ["a lightweight aluminium frame", "a crisp aluminium frame", "a welded aluminium frame", "an agile aluminium chassis"],
        FrameMaterial.Bamboo => ["a sustainable bamboo frame", "an eco-friendly bamboo frame", "a hand-built bamboo frame", "a naturally damped bamboo frame"],
        FrameMaterial.Carbon => ["a race-ready carbon frame", "a featherweight carbon frame", "a stiff carbon-fiber frame", "a sculpted carbon frame"],
        FrameMaterial.Steel => ["a resilient steel frame", "a timeless steel frame", "a slender, lively steel frame", "a durable steel frame"],
        _ => ["a sleek titanium frame", "a high-end titanium frame", "a corrosion-proof titanium frame", "a lifetime titanium frame"],
    };

    private static string[] Handlebar(BikeDesign design) => design.Handlebar switch
    {
        HandlebarKind.Drop => ["classic drop bars", "comfortable drop handlebars", "aggressive drop bars", "versatile road-going drop bars"],
        HandlebarKind.Bullhorn => ["urban bullhorns", "fast-handling bullhorn bars", "aggressive bullhorn handlebars", "streamlined bullhorns"],
        _ => ["wide flat bars", "confident flat handlebars", "durable MTB-style flat bars", "ergonomic flat bars"],
    };

    private static void AddWheels(List<string[]> facts, BikeDesign design)
    {
        facts.Add(design.FrontRim == design.RearRim ? Pair(design.FrontRim) : Mixed(design.FrontRim, design.RearRim));
        var width = Math.Max(design[BikeParameter.FrontTyreWidth], design[BikeParameter.RearTyreWidth]);
        if (width >= 50)
            facts.Add(["grippy balloon tires", "voluminous tires", "fat, forgiving tires", "high-volume tires"]);
        else if (width < 27)
            facts.Add(["narrow racing tires", "slim, fast tires", "slender tires"]);
        if (design[BikeParameter.RearBeadSeatDiameter] < 460)
            facts.Add(["nimble 20-inch wheels", "compact 20-inch wheels", "small, zippy 20-inch wheels"]);
    }

    private static string[] Pair(RimKind kind) => kind switch
    {
        RimKind.Disc => ["aerodynamic disc wheels", "solid disc wheels", "wind-cheating disc wheels", "precision-engineered disc wheels"],
        RimKind.Spoked => ["finely spoked wheels", "strong spoked wheels", "true-running spoked wheels", "reliable spoked wheels"],
        _ => ["race-optimized composite wheels", "bladed composite wheels", "stiff composite wheels", "sleek composite wheels"],
    };

    private static string[] Mixed(RimKind front, RimKind rear)
    {
        var (f, r) = (Adjective(front), Adjective(rear));
        return
        [
            $"a {f} front wheel and a {r} rear wheel",
            $"a {f} wheel in front and a {r} one behind",
            $"a mixed wheelset, {f} in front and {r} behind",
            $"a {r} rear wheel paired with a {f} front wheel",
        ];
    }

    private static string Adjective(RimKind kind) => kind switch { RimKind.Disc => "disc", RimKind.Spoked => "spoked", _ => "composite" };

    private static void AddDrive(List<string[]> facts, BikeDesign design)
    {
        if (design.Belt)
        {
            facts.Add(["a low-maintenance belt drive", "a clean, quiet belt drive", "a grease-free belt drive", "a smooth belt drive system"]);
        }
        else if (design.Cogs == 1)
        {
            facts.Add(["a pure single-speed drivetrain", "single-speed simplicity", "an honest single-speed chain drive"]);
        }
        else
        {
            var gears = design.Cogs * design.Chainrings;
            facts.Add([$"{gears} gears", $"a crisp {gears}-speed chain drivetrain", $"a wide-range {gears}-speed drivetrain"]);
        }
    }

    private static void AddAccessories(List<string[]> facts, BikeDesign design)
    {
        if (design.Has(BikeParameter.Aerobars))
            facts.Add(["integrated aerobars", "aerobars for time trial efficiency", "race-bred aerobars", "aerobars for streamlined control"]);
        if (design.Has(BikeParameter.Rack))
            facts.Add(["a sturdy rear rack", "an integrated cargo rack", "a rear rack for carrying gear", "a practical luggage rack"]);

        var (front, rear) = (design.Has(BikeParameter.FrontFender), design.Has(BikeParameter.RearFender));
        if (front && rear)
            facts.Add(["full fenders", "fenders front and rear", "fenders for all-weather riding", "a pair of protective fenders"]);
        else if (front)
            facts.Add(["a front fender", "a front fender for splatter resistance", "a neat front fender"]);
        else if (rear)
            facts.Add(["a rear fender", "a rear fender for a dry back", "a tidy rear fender"]);

        if (design is { SeatTubeBottle: true, DownTubeBottle: true })
            facts.Add(["bottles on seat tube and down tube", "two water bottles within reach", "dual bottle mounts for long rides", "a pair of water bottles"]);
        else if (design.SeatTubeBottle)
            facts.Add(["a bottle on the seat tube", "a seat tube-mounted water bottle", "a bottle tucked against the seat tube"]);
        else if (design.DownTubeBottle)
            facts.Add(["a bottle on the down tube", "a down tube-mounted water bottle", "a bottle carried low on the down tube"]);
    }
}
